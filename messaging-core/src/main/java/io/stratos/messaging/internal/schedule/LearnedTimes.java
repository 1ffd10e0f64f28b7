package io.stratos.messaging.internal.schedule;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.stratos.messaging.contact.Address;
import io.stratos.messaging.id.TenantId;
import io.stratos.messaging.schedule.Availability;
import io.stratos.messaging.schedule.ContactTimes;
import io.stratos.messaging.schedule.ReplyHours;
import io.stratos.messaging.schedule.SendTime;
import io.stratos.messaging.schedule.TimeRules;
import io.stratos.messaging.spi.store.ContactTimesRoom;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Moves messages into the hours in which their contact answers, where a tenant wants that; within a day, and never to where
 * they may not go. Safe for use by many threads.
 */
public final class LearnedTimes {

    static final String NAME = "learned";

    private static final Duration DAY = Duration.ofDays(1);
    private static final Duration FRESH_FOR = Duration.ofHours(1);
    private static final int CONTACTS_ASKED = 5_000;
    private static final int MOST_KEPT = 1_000;

    private final SendTimes times;
    private final Cache<Segment, long[]> priors;

    /**
     * By what law and contacts allow.
     *
     * @param times when messages may go
     * @param nanos how much time passed, as the machine counts it
     */
    public LearnedTimes(SendTimes times, LongSupplier nanos) {
        this.times = times;
        this.priors = Caffeine.newBuilder()
                .maximumSize(MOST_KEPT)
                .expireAfterWrite(FRESH_FOR)
                .ticker(nanos::getAsLong)
                .build();
    }

    private record Segment(TenantId tenant, @Nullable String name) {}

    /**
     * Counts a reply.
     *
     * @param address who wrote
     * @param known what is known of them
     * @param at when
     * @return what is known now; the same where nobody knows their clock
     */
    public ContactTimes replied(Address address, ContactTimes known, Instant at) {
        return clock(address, known)
                .map(zone ->
                        known.replies(known.replies().after(at, at.atZone(zone).getHour())))
                .orElse(known);
    }

    /**
     * Whether a reason is of this class.
     *
     * @param reason one of {@link #resolve}
     * @return whether it tells when the contact answers
     */
    public static boolean isLearned(SendTime.Reason reason) {
        return reason.rule().equals(NAME);
    }

    /** Which of several it may be does not matter: it is the same when replies are counted and when messages go. */
    private Optional<ZoneId> clock(Address address, ContactTimes known) {
        return known.zone()
                .or(known::lastZone)
                .or(() -> times.places().of(address, known).zones().stream()
                        .findFirst()
                        .map(ZoneId::of));
    }

    /**
     * When it shall go.
     *
     * @param question about what; its rules say whether anything is to be learned at all
     * @param at the first moment at which it is to go
     * @param end when it expires; null for never
     * @param tenant whose message
     * @param room knows when others answered
     * @return the answer of {@link SendTimes#resolve}, moved and with one reason more where there is one
     */
    public SendTime resolve(
            SendTimes.Question question, Instant at, @Nullable Instant end, TenantId tenant, ContactTimesRoom room) {
        SendTime usual = times.resolve(question, at);
        TimeRules rules = question.rules();
        Optional<ZoneId> zone = clock(question.address(), question.times());
        Instant first = usual.instant();
        if (first == null || zone.isEmpty() || !rules.isAtBestTime(question.purpose(), question.type())) {
            return usual;
        }
        List<Stretch> hours = hours(times.between(question, first, first.plus(DAY)), zone.get());
        boolean[] open = new boolean[ReplyHours.HOURS];
        hours.forEach(hour -> open[hour.ofDay] = true);
        long[] prior = prior(new Segment(tenant, question.times().segment().orElse(null)), room);
        return BestHours.of(question.times().replies(), prior, open)
                .map(window -> moved(usual, first, window, hours, end))
                .map(moved -> moved.instant() == null ? moved : within(moved, question))
                .orElse(usual);
    }

    private SendTime within(SendTime moved, SendTimes.Question question) {
        Instant instant = moved.at().orElseThrow();
        SendTime there = times.resolve(question, instant);
        return new SendTime(instant, moved.reasons(), there.earliest(), there.latest());
    }

    private static SendTime moved(
            SendTime usual, Instant first, BestHours.Window window, List<Stretch> hours, @Nullable Instant end) {
        Instant best = hours.stream()
                .filter(hour -> window.holds(hour.ofDay))
                .map(Stretch::from)
                .filter(from ->
                        end == null || from.plusSeconds(SendTimes.LAST_SECONDS).isBefore(end))
                .findFirst()
                .orElse(first);
        List<SendTime.Reason> reasons = new ArrayList<>(usual.reasons());
        reasons.add(new SendTime.Reason(NAME, window.words(), best.isAfter(first)));
        return new SendTime(best, reasons, usual.earliest(), usual.latest());
    }

    /** What is open of an hour of the day, and leaves time to arrive. */
    private record Stretch(Instant from, int ofDay) {}

    private static List<Stretch> hours(Availability open, ZoneId zone) {
        List<Stretch> hours = new ArrayList<>();
        for (Availability.Open stretch : open.open()) {
            ZonedDateTime from = stretch.from().atZone(zone);
            while (from.toInstant().plusSeconds(SendTimes.LAST_SECONDS).isBefore(stretch.to())) {
                hours.add(new Stretch(from.toInstant(), from.getHour()));
                from = from.truncatedTo(ChronoUnit.HOURS).plusHours(1);
            }
        }
        return hours;
    }

    private long[] prior(Segment segment, ContactTimesRoom room) {
        long[] prior = priors.getIfPresent(segment);
        if (prior == null) {
            prior = new long[ReplyHours.HOURS];
            for (ReplyHours one : room.replyHours(segment.tenant, segment.name, CONTACTS_ASKED)) {
                for (int hour = 0; hour < ReplyHours.HOURS; hour++) {
                    prior[hour] += one.in(hour);
                }
            }
            priors.put(segment, prior);
        }
        return prior;
    }
}
