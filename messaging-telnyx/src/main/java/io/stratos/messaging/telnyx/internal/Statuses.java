package io.stratos.messaging.telnyx.internal;

import io.stratos.messaging.message.MessageStatus;
import java.util.Optional;

/**
 * Telnyx's words for how far a message has come. None stands for a status that ranks below SENT: Telnyx has the message,
 * whatever becomes of it.
 */
final class Statuses {

    private Statuses() {}

    static Optional<MessageStatus> of(String word) {
        return switch (word) {
            // Unconfirmed: the carrier will say no more, so that it was sent is all there is to know.
            case "scheduled", "queued", "sending", "sent", "delivery_unconfirmed" -> Optional.of(MessageStatus.SENT);
            case "delivered" -> Optional.of(MessageStatus.DELIVERED);
            case "sending_failed", "cancelled" -> Optional.of(MessageStatus.FAILED);
            case "delivery_failed", "expired" -> Optional.of(MessageStatus.UNDELIVERED);
            default -> Optional.empty();
        };
    }
}
