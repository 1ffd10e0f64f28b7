package io.stratos.messaging.spi.store;

import io.stratos.messaging.contact.Address;
import io.stratos.messaging.id.ContactId;
import io.stratos.messaging.id.ConversationId;
import io.stratos.messaging.id.TenantId;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a tenant's door needs: accept, change what has not gone, decide doubts, consent and reads.
 *
 * <p>The session of {@link MessagingStore#session()} runs each call in a transaction of its own and is safe for use by
 * many threads. A store may also offer sessions that work inside a transaction the host began; such a session is used
 * by one thread, sees what that transaction wrote, neither commits nor rolls back, and is done when the host's
 * transaction is.
 */
public interface StoreSession
        extends MessageReads, Outbox, Interventions, ConversationRoom, ConsentLedger, ContactTimesRoom, TallyReads {

    /**
     * Makes sure the row exists on which opt-outs and sends of one address meet, and reads it.
     *
     * <p>Called on the host's thread before {@link #accept} and before an inbound message is stored. Find-or-create is
     * atomic: a hundred calls at once for a new address make one contact and one conversation, and all see the same. In
     * a session of the host's transaction, new rows are committed on their own beside it: otherwise a long transaction
     * would make an inbound STOP wait. An address without messages shows nowhere.
     *
     * @param tenant whose contact
     * @param address the contact's address
     * @param contact the id to use for a new contact
     * @param conversation the id to use for a new conversation
     * @return the row, with its consent and the time by the store's clock
     */
    AddressRecord ensureAddress(TenantId tenant, Address address, ContactId contact, ConversationId conversation);

    /**
     * Reads many such rows at once.
     *
     * <p>Called on the host's thread before several messages are accepted, so that a batch costs one round trip. Makes
     * no rows: those it leaves out are asked for with {@link #ensureAddress}, one by one, so a store may leave out any.
     *
     * @param tenant whose contacts
     * @param addresses which; repeated ones count once
     * @return those found, by address
     */
    default Map<Address, AddressRecord> addresses(TenantId tenant, Collection<Address> addresses) {
        return Map.of();
    }

    /**
     * What this node remembers of such a row, without asking the database: it may have changed since.
     *
     * <p>Called on the host's thread before {@link #acceptIfUnchanged}, which alone may rely on it. A store that remembers
     * nothing leaves both as they are.
     *
     * @param tenant whose contact
     * @param address the contact's address
     * @return the row, and the time by the store's clock as far as this node knows it; empty if that would be a guess
     */
    default Optional<AddressRecord> remembered(TenantId tenant, Address address) {
        return Optional.empty();
    }

    /**
     * Stores one message as {@link #accept} does, if the recipient's row is still what was remembered of it: in one round
     * trip, where reading the row first takes two.
     *
     * <p>Called on the host's thread, for a message without an idempotency key.
     *
     * @param message what to store, judged by what was remembered
     * @param recipient what {@link #remembered} gave for its recipient
     * @return what was stored; empty if the row has changed, or may have, and nothing was stored
     */
    default Optional<AcceptResult> acceptIfUnchanged(NewMessage message, AddressRecord recipient) {
        return Optional.empty();
    }

    /**
     * Stores messages; those {@code QUEUED} get a dispatch row, READY, due at their scheduled instant or at once.
     *
     * <p>Called on the host's thread. Only inserts: it locks no row that others share, so that a long transaction of
     * the host's makes nobody wait. A message whose idempotency key is known is not stored; the result names the first.
     * A known key with another fingerprint is an {@link io.stratos.messaging.exception.IdempotencyConflictException},
     * and nothing of the batch is stored.
     *
     * @param messages what to store
     * @return for each, the message that now stands for it
     */
    List<AcceptResult> accept(List<NewMessage> messages);
}
