package io.stratos.messaging.spi.store;

import io.stratos.messaging.consent.Suppressions;
import io.stratos.messaging.schedule.ContactTimes;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What else is known of an address, apart from consent.
 *
 * @param suppressions why nothing is sent to it
 * @param times what is known of the contact's time and place, and when they want messages
 * @param disclosed which message showed the contact the tenant's disclosure; null if none was to
 */
public record AddressNotes(
        Suppressions suppressions,
        ContactTimes times,
        @Nullable Disclosed disclosed) {

    private static final AddressNotes NONE = new AddressNotes(Suppressions.none(), ContactTimes.none(), null);

    /** {@return nothing known} */
    public static AddressNotes none() {
        return NONE;
    }

    /**
     * The same with other suppressions.
     *
     * @param other what they are now
     * @return a new value
     */
    public AddressNotes with(Suppressions other) {
        return other.equals(suppressions) ? this : new AddressNotes(other, times, disclosed);
    }

    /**
     * The same with other times.
     *
     * @param other what is known of time and place now
     * @return a new value
     */
    public AddressNotes with(ContactTimes other) {
        return other.equals(times) ? this : new AddressNotes(suppressions, other, disclosed);
    }

    /**
     * The same with another message that showed the disclosure.
     *
     * @param other which; null if none did
     * @return a new value
     */
    public AddressNotes with(@Nullable Disclosed other) {
        return Objects.equals(other, disclosed) ? this : new AddressNotes(suppressions, times, other);
    }

    /** {@return which message showed the contact the tenant's disclosure, if one was to} */
    public Optional<Disclosed> disclosure() {
        return Optional.ofNullable(disclosed);
    }
}
