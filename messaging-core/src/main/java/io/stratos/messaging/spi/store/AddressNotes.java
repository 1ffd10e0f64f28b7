package io.stratos.messaging.spi.store;

import io.stratos.messaging.consent.Suppressions;

/**
 * What else is known of an address, apart from consent.
 *
 * @param suppressions why nothing is sent to it
 */
public record AddressNotes(Suppressions suppressions) {

    private static final AddressNotes NONE = new AddressNotes(Suppressions.none());

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
        return other.equals(suppressions) ? this : new AddressNotes(other);
    }
}
