package io.stratos.messaging.exception;

import java.io.Serial;

/** This tenant has no such message. */
public final class UnknownMessageException extends MessagingException {

    @Serial
    private static final long serialVersionUID = 1L;

    /**
     * Quotes the id and the tenant.
     *
     * @param tenant the tenant that was asked
     * @param message the id that was asked for
     */
    public UnknownMessageException(String tenant, String message) {
        super("unknown-message", "tenant " + Quoted.of(tenant) + " has no message " + Quoted.of(message));
    }
}
