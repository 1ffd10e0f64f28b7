package io.stratos.messaging;

import io.stratos.messaging.id.TenantId;

/**
 * The door to the data of one tenant, and the only one: no call behind it can name another tenant's row.
 *
 * <p>Cheap; ask for it each time or keep it. Safe for use by many threads, unless it came from
 * {@link MessagingEngine#joining}.
 */
public final class Tenant {

    private final TenantScope scope;

    Tenant(TenantScope scope) {
        this.scope = scope;
    }

    /** {@return whose data this is} */
    public TenantId id() {
        return scope.tenant();
    }

    /** {@return its messages: send, cancel, reschedule, find, explain} */
    public Messages messages() {
        return new Messages(scope);
    }

    /** {@return its conversations: list, read, reply, change} */
    public Conversations conversations() {
        return new Conversations(scope);
    }

    /** {@return who agreed to what} */
    public ConsentDesk consent() {
        return new ConsentDesk(scope);
    }

    /** {@return when its messages may go, and where its contacts are} */
    public Schedule schedule() {
        return scope.schedule();
    }

    /** {@return where its limits and its budget stand} */
    public Limits limits() {
        return scope.limits();
    }

    /** {@return the tenant's name} */
    @Override
    public String toString() {
        return "Tenant " + scope.tenant();
    }
}
