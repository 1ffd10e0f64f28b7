package io.stratos.messaging.delivery;

import io.stratos.messaging.id.ConversationId;
import io.stratos.messaging.id.MessageId;
import io.stratos.messaging.message.MessageStatus;

/**
 * The answer to handing a message in: it is stored, and this is what the gate thinks of it so far. It is not sent yet.
 *
 * @param messageId the message's id
 * @param conversationId the conversation it belongs to
 * @param status {@code QUEUED}, or {@code BLOCKED} if the gate refused it at once; for a repeated idempotency key, how
 *     far the first message has come
 * @param decision what the gate said; for a repeated key, what it said the first time
 * @param duplicate whether the idempotency key was known, so that nothing new was stored
 */
public record Acceptance(
        MessageId messageId,
        ConversationId conversationId,
        MessageStatus status,
        Decision decision,
        boolean duplicate) {}
