package io.stratos.messaging.spi.store;

import io.stratos.messaging.consent.Consent;
import io.stratos.messaging.consent.ConsentEvent;
import io.stratos.messaging.contact.Address;
import io.stratos.messaging.id.TenantId;
import java.util.List;

/** The append-only record of who agreed to what. Called on the host's thread. */
public interface ConsentLedger {

    /**
     * Appends an event and brings the state up to it, under the exclusive lock of the address: an intent to send that
     * holds the row is waited for, and none commits in between. The state afterwards is {@link Consent#after}. The event
     * is appended even if it changes nothing: it is evidence. The address row must exist, see
     * {@link StoreSession#ensureAddress}.
     *
     * @param tenant whose contact
     * @param event what happened; its instant is replaced by the store's
     * @return the state after the event
     */
    Consent record(TenantId tenant, ConsentEvent event);

    /**
     * Where the consent of an address stands.
     *
     * @param tenant whose contact
     * @param address whose consent
     * @return the state; unknown for an address never heard of
     */
    Consent consent(TenantId tenant, Address address);

    /**
     * Everything that was recorded about an address, oldest first.
     *
     * @param tenant whose contact
     * @param address whose consent
     * @return the events; replayed from {@link Consent#unknown}, they give {@link #consent}
     */
    List<ConsentEvent> events(TenantId tenant, Address address);
}
