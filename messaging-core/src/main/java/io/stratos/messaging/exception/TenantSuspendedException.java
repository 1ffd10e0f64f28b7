package io.stratos.messaging.exception;

import java.io.Serial;

/** The tenant is suspended: it receives, but neither accepts nor sends. */
public final class TenantSuspendedException extends MessagingException {

    @Serial
    private static final long serialVersionUID = 1L;

    /**
     * Quotes the name.
     *
     * @param tenant the tenant that was asked for
     */
    public TenantSuspendedException(String tenant) {
        super(
                "tenant-suspended",
                "tenant " + Quoted.of(tenant) + " is suspended; engine.tenants().resume(...) lets it send again");
    }
}
