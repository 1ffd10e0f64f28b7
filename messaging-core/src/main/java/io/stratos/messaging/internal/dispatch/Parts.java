package io.stratos.messaging.internal.dispatch;

import io.stratos.messaging.internal.gate.Gate;
import io.stratos.messaging.internal.gate.LimitDraws;
import io.stratos.messaging.internal.id.IdSource;
import io.stratos.messaging.internal.tenant.Directory;
import io.stratos.messaging.internal.tenant.Providers;
import io.stratos.messaging.spi.store.MessagingStore;

/**
 * What an engine is made of.
 *
 * @param store where everything is kept
 * @param tenants the tenants
 * @param providers the providers
 * @param gate the gate
 * @param ids where new ids come from
 * @param timing how long things may take
 * @param limiting what limits ask for
 */
public record Parts(
        MessagingStore store,
        Directory tenants,
        Providers providers,
        Gate gate,
        IdSource ids,
        Timing timing,
        Limiting limiting) {

    /**
     * What a message draws on limits, and who is told of budgets.
     *
     * @param draws on which limits
     * @param bell who is told
     */
    public record Limiting(LimitDraws draws, BudgetBell bell) {}
}
