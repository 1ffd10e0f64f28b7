package io.stratos.messaging.twilio.internal;

import io.stratos.messaging.message.MessageStatus;
import org.jspecify.annotations.Nullable;

/** Twilio's words for how far an outbound message has come. */
final class Statuses {

    private Statuses() {}

    /**
     * Our status; null for a word we do not know. Whatever is on its way inside Twilio is {@link MessageStatus#SENT}:
     * the provider has it.
     */
    static @Nullable MessageStatus of(String word) {
        return switch (word) {
            case "accepted", "scheduled", "queued", "sending", "sent" -> MessageStatus.SENT;
            case "delivered", "partially_delivered" -> MessageStatus.DELIVERED;
            case "read" -> MessageStatus.READ;
            case "undelivered" -> MessageStatus.UNDELIVERED;
            case "failed" -> MessageStatus.FAILED;
            case "canceled" -> MessageStatus.CANCELLED;
            default -> null;
        };
    }
}
