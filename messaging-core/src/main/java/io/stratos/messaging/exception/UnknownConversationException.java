package io.stratos.messaging.exception;

import java.io.Serial;

/** This tenant has no such conversation. */
public final class UnknownConversationException extends MessagingException {

    @Serial
    private static final long serialVersionUID = 1L;

    /**
     * Quotes the id and the tenant.
     *
     * @param tenant the tenant that was asked
     * @param conversation the id that was asked for
     */
    public UnknownConversationException(String tenant, String conversation) {
        super(
                "unknown-conversation",
                "tenant " + Quoted.of(tenant) + " has no conversation " + Quoted.of(conversation));
    }
}
