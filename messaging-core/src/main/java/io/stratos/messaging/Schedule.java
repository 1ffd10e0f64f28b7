package io.stratos.messaging;

import io.stratos.messaging.consent.Purpose;
import io.stratos.messaging.contact.Address;
import io.stratos.messaging.exception.InvalidScheduleException;
import io.stratos.messaging.internal.schedule.LearnedTimes;
import io.stratos.messaging.internal.schedule.SendTimes;
import io.stratos.messaging.schedule.Availability;
import io.stratos.messaging.schedule.ContactTimes;
import io.stratos.messaging.schedule.Preference;
import io.stratos.messaging.schedule.SendTime;
import io.stratos.messaging.schedule.TimeRules;
import io.stratos.messaging.spi.store.AddressRecord;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Set;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * When a tenant's messages may go, and what is known of where its contacts are. Safe for use by many threads.
 *
 * <p>What is recorded here is in force for the next message the engine takes up. Every piece of evidence counts: a contact
 * with a number of Florida and an address in California gets marketing when both places allow it. What was held because no
 * place was known is looked at again within the hour.
 */
public final class Schedule {

    private static final Duration WEEK = Duration.ofDays(7);

    private final TenantScope scope;
    private final SendTimes times;
    private final LearnedTimes learned;
    private final Supplier<TimeRules> rules;
    private final Supplier<Instant> now;

    Schedule(
            TenantScope scope,
            SendTimes times,
            LearnedTimes learned,
            Supplier<TimeRules> rules,
            Supplier<Instant> now) {
        this.scope = scope;
        this.times = times;
        this.learned = learned;
        this.rules = rules;
        this.now = now;
    }

    /**
     * When a message may go, and why then. Asks about hours alone: consent and limits are {@code messages().check}'s. Where the
     * tenant learns when contacts answer, that is when it shall go.
     *
     * @param address to whom
     * @param purpose what for
     * @param instant the moment to ask about
     * @return the first moment at or after it, with reasons
     */
    public SendTime explain(Address address, Purpose purpose, Instant instant) {
        return explain(address, purpose, null, instant);
    }

    /**
     * The same for one type of message.
     *
     * @param address to whom
     * @param purpose what for
     * @param type as in {@code OutboundMessage.type}; null for none
     * @param instant the moment to ask about
     * @return the first moment at or after it, with reasons
     */
    public SendTime explain(Address address, Purpose purpose, @Nullable String type, Instant instant) {
        return learned.resolve(question(address, purpose, type), instant, null, scope.tenant(), scope.session());
    }

    /**
     * The open stretches of seven days.
     *
     * @param address to whom
     * @param purpose what for
     * @param from when they begin
     * @return the strip; without stretches where nobody knows the contact's place
     */
    public Availability week(Address address, Purpose purpose, Instant from) {
        return times.between(question(address, purpose, null), from, from.plus(WEEK));
    }

    /**
     * What is known of an address.
     *
     * @param address whose
     * @return place and wishes; nothing for an address never heard of
     */
    public ContactTimes of(Address address) {
        AddressRecord known =
                scope.session().addresses(scope.tenant(), Set.of(address)).get(address);
        return known == null ? ContactTimes.none() : known.notes().times();
    }

    /**
     * Records the zone the contact, or whoever knows, gave.
     *
     * @param address whose
     * @param zone the zone; null to forget it
     * @return what is known now
     */
    public ContactTimes zone(Address address, @Nullable ZoneId zone) {
        return change(address, known -> known.zone(zone));
    }

    /**
     * Records the zone the contact was last seen in, such as that of a device.
     *
     * @param address whose
     * @param zone the zone; null to forget it
     * @return what is known now
     */
    public ContactTimes lastZone(Address address, @Nullable ZoneId zone) {
        return change(address, known -> known.lastZone(zone));
    }

    /**
     * Records where the contact's postal address lies.
     *
     * @param address whose
     * @param region a country, or one with its state such as {@code US-FL}; null to forget it
     * @return what is known now
     * @throws InvalidScheduleException if it is malformed
     */
    public ContactTimes region(Address address, @Nullable String region) {
        return change(address, known -> known.region(region));
    }

    /**
     * Records the state of a postal code of the United States.
     *
     * @param address whose
     * @param zip five digits, or its first three
     * @return what is known now
     * @throws InvalidScheduleException if no state has it
     */
    public ContactTimes postalCode(Address address, String zip) {
        String state = times.places()
                .state(zip)
                .orElseThrow(() -> new InvalidScheduleException(
                        "postal code '" + zip + "' lies in no state; use one such as 33101, or region(...)"));
        return region(address, state);
    }

    /**
     * Records when and how much the contact wants.
     *
     * @param address whose
     * @param wanted the wishes, in place of those before
     * @return what is known now
     */
    public ContactTimes prefer(Address address, Preference wanted) {
        return change(address, known -> known.preference(wanted));
    }

    /**
     * Records with whom the contact is alike in when they answer: what is learned of them counts for this one too.
     *
     * @param address whose
     * @param segment the host's name for them; null for all of the tenant's contacts
     * @return what is known now
     * @throws InvalidScheduleException if it is malformed
     */
    public ContactTimes segment(Address address, @Nullable String segment) {
        return change(address, known -> known.segment(segment));
    }

    /** {@return what time it is by the store's clock} */
    public Instant now() {
        return now.get();
    }

    private ContactTimes change(Address address, UnaryOperator<ContactTimes> change) {
        scope.ensure(address);
        return scope.session().changeTimes(scope.tenant(), address, change);
    }

    private SendTimes.Question question(Address address, Purpose purpose, @Nullable String type) {
        return new SendTimes.Question(rules.get(), address, of(address), purpose, type);
    }
}
