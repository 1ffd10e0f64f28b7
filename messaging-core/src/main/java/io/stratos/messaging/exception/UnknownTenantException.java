package io.stratos.messaging.exception;

import java.io.Serial;

/** No tenant of this name was registered, or it was deleted. */
public final class UnknownTenantException extends MessagingException {

    @Serial
    private static final long serialVersionUID = 1L;

    /**
     * Quotes the name.
     *
     * @param tenant the name that was asked for
     */
    public UnknownTenantException(String tenant) {
        super(
                "unknown-tenant",
                "no tenant " + Quoted.of(tenant) + "; register it first with engine.tenants().register(...)");
    }
}
