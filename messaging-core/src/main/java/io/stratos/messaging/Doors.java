package io.stratos.messaging;

import io.stratos.messaging.id.TenantId;
import io.stratos.messaging.internal.accept.Acceptor;
import io.stratos.messaging.internal.accept.ConsentRequests;
import io.stratos.messaging.internal.explain.Explainer;
import io.stratos.messaging.internal.id.IdSource;
import io.stratos.messaging.tenant.TenantProfile;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Function;
import java.util.function.Supplier;

/** What stands behind the doors of every tenant of one engine. */
record Doors(
        Acceptor acceptor,
        Explainer explainer,
        IdSource ids,
        Duration lease,
        Function<TenantScope, Limits> limits,
        Consenting consenting,
        Function<TenantScope, Schedule> schedule) {

    /**
     * What the desk for consent needs.
     *
     * @param requests asks contacts to confirm
     * @param profiles finds a tenant's profile, or throws
     * @param seal chains what was committed
     * @param now by the store's clock
     */
    record Consenting(
            ConsentRequests requests,
            Function<TenantId, TenantProfile> profiles,
            Runnable seal,
            Supplier<Instant> now) {}
}
