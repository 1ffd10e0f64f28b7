package io.stratos.messaging.consent;

import io.stratos.messaging.contact.Address;
import java.util.List;

/**
 * How one address stands.
 *
 * @param address which
 * @param consent what its owner agreed to, as of now
 * @param suppressions why nothing is sent there now, apart from consent
 */
public record AddressStanding(Address address, Consent consent, List<Suppression> suppressions) {

    /** Copies the list. */
    public AddressStanding {
        suppressions = List.copyOf(suppressions);
    }

    /** {@return how it stands, with the address masked} */
    @Override
    public String toString() {
        return consent + (suppressions.isEmpty() ? "" : " " + suppressions);
    }
}
