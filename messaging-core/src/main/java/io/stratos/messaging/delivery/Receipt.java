package io.stratos.messaging.delivery;

import io.stratos.messaging.message.MessageStatus;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One delivery receipt, as the provider reported it.
 *
 * @param receivedAt when it came in, by the store's clock
 * @param providerMessageId the provider's id of the message
 * @param status what it reports
 * @param code the provider's error code; null if none
 * @param detail the provider's words; null if none
 */
public record Receipt(
        Instant receivedAt,
        String providerMessageId,
        MessageStatus status,
        @Nullable String code,
        @Nullable String detail) {}
