package io.stratos.messaging.exception;

import java.io.Serial;

/** A tenant's profile contradicts itself or another tenant's. Nothing of it was stored. */
public final class InvalidTenantException extends MessagingException {

    @Serial
    private static final long serialVersionUID = 1L;

    /**
     * Says what is wrong and what would be right.
     *
     * @param problem a whole sentence that quotes the offending value
     */
    public InvalidTenantException(String problem) {
        super("invalid-tenant", problem);
    }
}
