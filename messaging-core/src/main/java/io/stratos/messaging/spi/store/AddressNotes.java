package io.stratos.messaging.spi.store;

import io.stratos.messaging.consent.Suppressions;
import io.stratos.messaging.schedule.ContactTimes;

/**
 * What else is known of an address, apart from consent.
 *
 * @param suppressions why nothing is sent to it
 * @param times what is known of the contact's time and place, and when they want messages
 */
public record AddressNotes(Suppressions suppressions, ContactTimes times) {

    private static final AddressNotes NONE = new AddressNotes(Suppressions.none(), ContactTimes.none());

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
        return other.equals(suppressions) ? this : new AddressNotes(other, times);
    }

    /**
     * The same with other times.
     *
     * @param other what is known of time and place now
     * @return a new value
     */
    public AddressNotes with(ContactTimes other) {
        return other.equals(times) ? this : new AddressNotes(suppressions, other);
    }
}
