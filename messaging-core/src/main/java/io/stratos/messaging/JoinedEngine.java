package io.stratos.messaging;

import io.stratos.messaging.id.TenantId;
import java.util.function.Function;

/**
 * The engine inside a transaction of the host's: what is done through it becomes real if and when the host commits, and
 * never happened if it rolls back.
 *
 * <p>For the thread and the life of that transaction alone.
 */
public final class JoinedEngine {

    private final Function<TenantId, Tenant> doors;

    JoinedEngine(Function<TenantId, Tenant> doors) {
        this.doors = doors;
    }

    /**
     * The door to a tenant's data, inside the transaction.
     *
     * @param id the host's name for the tenant
     * @return its door
     * @throws io.stratos.messaging.exception.UnknownTenantException if it was not registered
     */
    public Tenant tenant(String id) {
        return doors.apply(TenantId.of(id));
    }
}
