package io.stratos.messaging;

import io.stratos.messaging.delivery.Acceptance;
import io.stratos.messaging.delivery.MessageTrace;
import io.stratos.messaging.exception.UnknownMessageException;
import io.stratos.messaging.id.MessageId;
import io.stratos.messaging.message.Message;
import io.stratos.messaging.message.OutboundMessage;
import java.util.List;
import java.util.Optional;

/** A tenant's messages: hand one in, find one, ask why it went or did not. Safe for use by many threads. */
public final class Messages {

    private final TenantScope scope;

    Messages(TenantScope scope) {
        this.scope = scope;
    }

    /**
     * Hands a message in. It is stored when this returns, and not yet sent: a worker of this or another engine on the
     * same store sends it, once, if the gate still allows it then.
     *
     * <p>A message the gate refuses is no error: it is stored as {@code BLOCKED}, and the answer says why.
     *
     * @param message whom to tell what
     * @return its id, and what the gate thinks so far
     * @throws io.stratos.messaging.exception.InvalidMessageException if it says nothing, or no sender can carry it
     * @throws io.stratos.messaging.exception.UnknownConversationException if it replies in a conversation that is not
     *     this tenant's
     * @throws io.stratos.messaging.exception.IdempotencyConflictException if its key belongs to another message
     * @throws io.stratos.messaging.exception.TenantSuspendedException if the tenant may not send
     * @throws io.stratos.messaging.exception.StoreException if it could not be stored
     */
    public Acceptance send(OutboundMessage message) {
        return send(List.of(message)).get(0);
    }

    /**
     * Hands several in: all are stored, or, if any is refused with an exception, none.
     *
     * @param messages whom to tell what
     * @return the answer to each, in order
     * @throws io.stratos.messaging.exception.MessagingException as {@link #send(OutboundMessage)} does
     */
    public List<Acceptance> send(List<OutboundMessage> messages) {
        return scope.accept(messages);
    }

    /**
     * Looks a message up.
     *
     * @param id its id
     * @return the message as it stands; empty if this tenant has none of this id
     */
    public Optional<Message> find(MessageId id) {
        return scope.session().message(scope.tenant(), id);
    }

    /**
     * Why a message went, waits or was refused.
     *
     * @param id its id
     * @return every decision, attempt and receipt
     * @throws UnknownMessageException if this tenant has none of this id
     */
    public MessageTrace explain(MessageId id) {
        return scope.session()
                .trace(scope.tenant(), id)
                .orElseThrow(() -> new UnknownMessageException(scope.tenant().value(), id.toString()));
    }
}
