package io.stratos.messaging.internal.schedule;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.stratos.messaging.consent.Purpose;
import io.stratos.messaging.contact.Address;
import io.stratos.messaging.contact.PhoneNumber;
import io.stratos.messaging.schedule.Availability;
import io.stratos.messaging.schedule.ContactTimes;
import io.stratos.messaging.schedule.LegalTable;
import io.stratos.messaging.schedule.Preference;
import io.stratos.messaging.schedule.SendTime;
import io.stratos.messaging.schedule.TimeRules;
import io.stratos.messaging.schedule.UnknownPlace;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * When a message may go: the law of every place the contact may be in, what the contact wants, what the tenant prefers. Plans
 * are kept, so that within an open stretch it costs a look-up. Safe for use by many threads.
 */
public final class SendTimes {

    /** What is taken up at the last moment reaches the phone after it. */
    public static final int LAST_SECONDS = 60;

    private static final Preference NO_WISHES = Preference.anytime();
    private static final int MOST_KEPT = 10_000;

    /** As far back as a plan names the beginning of an open stretch, and a day. */
    private static final Duration LOOKS_BACK = Duration.ofDays(3);

    private static final Logger LOG = LoggerFactory.getLogger(SendTimes.class);

    private final AtomicBoolean told = new AtomicBoolean();
    private final Places places;
    private final Planner planner;
    private final Cache<PlanKey, Plan> plans =
            Caffeine.newBuilder().maximumSize(MOST_KEPT).build();

    private SendTimes(LegalTable table) {
        this.places = Shipped.PLACES;
        this.planner = new Planner(table, Shipped.ZONES);
    }

    /** {@return by the law that ships with the engine} */
    public static SendTimes shipped() {
        return new SendTimes(Shipped.TABLE);
    }

    /**
     * By a law.
     *
     * @param table the law
     * @return when messages may go
     */
    public static SendTimes by(LegalTable table) {
        return new SendTimes(table);
    }

    /** Read once: none of it changes. */
    private static final class Shipped {
        private static final LegalTable TABLE = LegalTable.shipped();
        private static final Places PLACES = new Places();
        private static final FreshZones ZONES = new FreshZones();
    }

    /**
     * What decides about a message.
     *
     * @param rules the tenant's
     * @param address the contact's
     * @param times what is known of them
     * @param purpose what the message is for
     * @param type its type; null for none
     */
    public record Question(
            TimeRules rules,
            Address address,
            ContactTimes times,
            Purpose purpose,
            @Nullable String type) {

        private boolean isLegal() {
            return address instanceof PhoneNumber && rules.isCovered(purpose);
        }

        private boolean isPlain() {
            return times.preference().equals(Preference.anytime()) && rules.equals(TimeRules.ofDefaults());
        }
    }

    /** {@return the table, as the engine was given it} */
    public LegalTable table() {
        return planner.table();
    }

    /** {@return what reads commands by the clocks that are shipped} */
    public static TimeRequests requests() {
        return new TimeRequests(Shipped.PLACES, Shipped.ZONES);
    }

    /** {@return where the tables of places are looked up} */
    public Places places() {
        return places;
    }

    /**
     * The open stretch that holds a moment.
     *
     * @param question about what
     * @param at when
     * @return empty reasons where nothing limits it; null if it may not go
     */
    public Plan.@Nullable Open openAt(Question question, Instant at) {
        if (!question.isLegal() && question.isPlain()) {
            return ANYTIME;
        }
        PlanKey key = key(question, at);
        return isNowhere(key) ? null : plan(key).openAt(at, LAST_SECONDS);
    }

    private static final Plan.Open ANYTIME = Plan.Open.of(Instant.MIN, null, List.of(), List.of());

    /**
     * When it may go, at or after a moment.
     *
     * @param question about what
     * @param at when
     * @return the answer, with reasons
     */
    public SendTime resolve(Question question, Instant at) {
        PlanKey key = key(question, at);
        if (isNowhere(key)) {
            return new SendTime(null, List.of(new SendTime.Reason("law", nowhere(key), true)), null, null);
        }
        Plan plan = plan(key);
        Plan.Open open = plan.openAt(at, LAST_SECONDS);
        if (open != null) {
            return new SendTime(at, open.reasons(), open.from(), open.to());
        }
        Plan.Open next = plan.next(at, LAST_SECONDS);
        List<SendTime.Reason> reasons = closed(plan, at);
        return next == null
                ? new SendTime(null, reasons, null, null)
                : new SendTime(at.isAfter(next.from()) ? at : next.from(), reasons, next.from(), next.to());
    }

    private static List<SendTime.Reason> closed(Plan plan, Instant at) {
        List<SendTime.Reason> reasons = plan.closed(at);
        if (reasons.stream().anyMatch(SendTime.Reason::moved)) {
            return reasons;
        }
        List<SendTime.Reason> last = new ArrayList<>(reasons);
        SendTime.Reason first = reasons.get(0);
        last.set(
                0, new SendTime.Reason(first.rule(), "less than a minute of its hours is left; " + first.text(), true));
        return last;
    }

    /**
     * The open stretches between two moments.
     *
     * @param question about what
     * @param from from when
     * @param to until when
     * @return the strip
     */
    public Availability between(Question question, Instant from, Instant to) {
        PlanKey key = key(question, from);
        if (isNowhere(key)) {
            return new Availability(from, to, List.of());
        }
        Strip strip = plan(key).between(from.getEpochSecond(), to.getEpochSecond());
        List<Availability.Open> open = new ArrayList<>();
        for (int i = 0; i < strip.count(); i++) {
            open.add(new Availability.Open(Instant.ofEpochSecond(strip.from(i)), Instant.ofEpochSecond(strip.to(i))));
        }
        return new Availability(from, to, open);
    }

    /**
     * What becomes of a message where nobody knows the contact's place.
     *
     * @param question about what
     * @return the tenant's policy, if that is so; empty if the place is known or does not matter
     */
    public Optional<UnknownPlace> unknown(Question question) {
        return isNowhere(key(question, Instant.EPOCH))
                ? Optional.of(question.rules.whenPlaceUnknown())
                : Optional.empty();
    }

    private static boolean isNowhere(PlanKey key) {
        return key.law() && key.evidence().zones().isEmpty();
    }

    private static String nowhere(PlanKey key) {
        return "the law's hours depend on where the contact is, and there is " + key.evidence();
    }

    private Plan plan(PlanKey key) {
        Plan plan = plans.getIfPresent(key);
        if (plan == null) {
            plan = planner.plan(key);
            if (key.evidence().zones().stream().anyMatch(Shipped.ZONES::isDisputed)
                    && told.compareAndSet(false, true)) {
                Shipped.ZONES.staleness().ifPresent(stale -> LOG.warn("{}", stale));
            }
            plans.put(key, plan);
        }
        return plan;
    }

    private static Preference withoutQuiet(Preference wanted) {
        return wanted.hours() == null && wanted.frequency() == NO_WISHES.frequency()
                ? NO_WISHES
                : new Preference(wanted.hours(), null, wanted.frequency(), null);
    }

    /** A time of peace that is long over is left out, else whoever asked for one once had a plan of their own for ever. */
    private PlanKey key(Question question, Instant at) {
        Preference wanted = question.times().preference();
        Instant quiet = wanted.quietUntil();
        boolean isOver = quiet != null && quiet.isBefore(at.minus(LOOKS_BACK));
        Preference counts = isOver ? withoutQuiet(wanted) : wanted;
        return new PlanKey(
                question.rules,
                places.of(question.address, question.times),
                counts,
                question.purpose,
                question.type,
                question.isLegal());
    }
}
