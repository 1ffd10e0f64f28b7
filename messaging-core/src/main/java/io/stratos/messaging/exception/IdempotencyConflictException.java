package io.stratos.messaging.exception;

import java.io.Serial;

/** An idempotency key came again with a different message. The first message stands; this one was not stored. */
public final class IdempotencyConflictException extends MessagingException {

    @Serial
    private static final long serialVersionUID = 1L;

    /**
     * Quotes the key.
     *
     * @param key the key as the host gave it
     * @param first the id of the message that holds the key
     */
    public IdempotencyConflictException(String key, String first) {
        super(
                "idempotency-conflict",
                "idempotency key " + Quoted.of(key) + " already belongs to message " + first
                        + ", which differs; use a key of its own for each message");
    }
}
