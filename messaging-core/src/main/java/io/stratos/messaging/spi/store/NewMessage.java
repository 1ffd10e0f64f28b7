package io.stratos.messaging.spi.store;

import io.stratos.messaging.delivery.Decision;
import io.stratos.messaging.message.Message;
import org.jspecify.annotations.Nullable;

/**
 * A message to store.
 *
 * @param message the message; {@code QUEUED} to be dispatched, {@code BLOCKED} only to be kept
 * @param decision what the gate said, to be kept with it
 * @param key the host's idempotency key; null for none
 */
public record NewMessage(
        Message message, Decision decision, @Nullable IdempotencyKey key) {

    /**
     * The host's key, and what tells a repetition from another message under the same key.
     *
     * @param value the host's key, unique within the tenant for ever
     * @param fingerprint a digest of recipient, content and purpose, at most 64 characters
     */
    public record IdempotencyKey(String value, String fingerprint) {}
}
