package io.stratos.messaging.spi.store;

import io.stratos.messaging.schedule.ContactTimes;

/**
 * What is kept with an address beside its consent.
 *
 * @param times what is known of the contact's time and place, and when they want messages
 */
public record AddressNotes(ContactTimes times) {

    private static final AddressNotes NONE = new AddressNotes(ContactTimes.none());

    /** {@return nothing is known} */
    public static AddressNotes none() {
        return NONE;
    }

    /**
     * The same with other times.
     *
     * @param other what is known of time and place now
     * @return a new value
     */
    public AddressNotes with(ContactTimes other) {
        return other.equals(times) ? this : new AddressNotes(other);
    }
}
