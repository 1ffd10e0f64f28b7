package io.stratos.messaging.spi.store;

import io.stratos.messaging.consent.Consent;
import io.stratos.messaging.consent.ConsentEvent;
import io.stratos.messaging.contact.Address;
import io.stratos.messaging.id.TenantId;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The append-only record of who agreed to what. Called on the host's thread. */
public interface ConsentLedger {

    /**
     * Appends an event and brings the state up to it, under the exclusive lock of the address: an intent to send that
     * holds the row is waited for, and none commits in between. The state afterwards is {@link Consent#after}. The event
     * is appended even if it changes nothing: it is evidence. The address row must exist, see
     * {@link StoreSession#ensureAddress}. So it is with {@link io.stratos.messaging.consent.Suppressions#after}. Where a hold
     * ends, what waits in the conversation for anything but a limit, its own time or the rest before an ordered resend is due at once; rows that somebody else has
     * locked are skipped. No row that addresses share is written: what chains the event is {@link MessagingStore#seal}.
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

    /**
     * Where the tenant's chain ends.
     *
     * @param tenant whose chain
     * @return its end; empty if nothing was ever sealed
     */
    Optional<LedgerHead> ledgerHead(TenantId tenant);

    /**
     * The tenant's lines, in order.
     *
     * @param tenant whose chain
     * @param after from which position on, exclusive
     * @param limit the most to return
     * @return the lines, each with its event as it stands now
     */
    List<SealedEvent> ledger(TenantId tenant, long after, int limit);

    /**
     * The lines of one address, in the order of its events.
     *
     * @param tenant whose chain
     * @param address whose lines
     * @return the lines, each with its event as it stands now
     */
    List<SealedEvent> ledger(TenantId tenant, Address address);

    /**
     * Events that are in no line and do not wait to be sealed: nobody recorded them through this interface.
     *
     * @param tenant whose events
     * @param limit the most to return
     * @return them; empty as long as nobody wrote beside the engine
     */
    List<ConsentEvent> unledgered(TenantId tenant, int limit);

    /**
     * How many addresses stand how. May read all of the tenant's addresses.
     *
     * @param tenant whose contacts
     * @return each standing at least once, with how many addresses have it
     */
    List<ConsentCount> consentCounts(TenantId tenant);

    /**
     * Lists the tenant's addresses, in an order of the store's.
     *
     * @param tenant whose contacts
     * @param after the last of the page before; null for the first page
     * @param limit the most to return
     * @return their rows
     */
    List<AddressRecord> addressesAfter(TenantId tenant, @Nullable Address after, int limit);

    /**
     * Lists the tenant's addresses on hold, whoever is so longest first. It must not read all addresses for that.
     *
     * @param tenant whose contacts
     * @param limit the most to return
     * @return their rows
     */
    List<AddressRecord> held(TenantId tenant, int limit);
}
