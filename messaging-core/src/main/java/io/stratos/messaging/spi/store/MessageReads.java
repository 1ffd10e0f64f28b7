package io.stratos.messaging.spi.store;

import io.stratos.messaging.contact.Address;
import io.stratos.messaging.delivery.MessageTrace;
import io.stratos.messaging.id.AttemptId;
import io.stratos.messaging.id.ConversationId;
import io.stratos.messaging.id.MessageId;
import io.stratos.messaging.id.TenantId;
import io.stratos.messaging.message.Message;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads of messages. Called on the host's thread; each sees what was committed before the call. */
public interface MessageReads {

    /**
     * One message.
     *
     * @param tenant whose
     * @param id which
     * @return the message, unless this tenant has none of this id
     */
    Optional<Message> message(TenantId tenant, MessageId id);

    /**
     * The messages of a conversation, newest first, by id.
     *
     * @param tenant whose
     * @param conversation which
     * @param before only those with a smaller id; null for the newest
     * @param limit the most to return
     * @return the messages; empty if this tenant has no such conversation
     */
    List<Message> history(TenantId tenant, ConversationId conversation, @Nullable MessageId before, int limit);

    /**
     * Everything known of why a message went or did not, and its dispatch row as it stands. Decisions come back without
     * their remedies, see {@link io.stratos.messaging.delivery.Verdict#remedy()}.
     *
     * @param tenant whose
     * @param id which
     * @return the trace, unless this tenant has no message of this id
     */
    Optional<MessageTrace> trace(TenantId tenant, MessageId id);

    /**
     * The requests to one contact that are on their way: the attempts of this tenant's messages to the address whose
     * dispatch row is SENDING under a lease that has not ended.
     *
     * <p>Called on the host's thread after a STOP was stored and before its webhook is answered, and again a few times
     * within a second while there are some. By an index that holds few rows: nearly always there is none, and a customer
     * may have ten thousand messages.
     *
     * @param tenant whose
     * @param contact to which address
     * @return the attempts, in no order
     */
    List<AttemptId> underway(TenantId tenant, Address contact);
}
