package io.stratos.messaging.internal.dispatch;

import io.stratos.messaging.id.TenantId;
import io.stratos.messaging.limit.Budget;
import io.stratos.messaging.limit.BudgetAlert;
import io.stratos.messaging.limit.Money;
import io.stratos.messaging.spi.store.Crossing;
import io.stratos.messaging.spi.store.Draw;
import io.stratos.messaging.spi.store.IntentDecision;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells the host what budgets have come to, after it was committed. What the host does wrong stays with the host. */
public final class BudgetBell {

    private static final Logger LOG = LoggerFactory.getLogger(BudgetBell.class);

    private final Consumer<BudgetAlert> listener;

    /**
     * A bell that somebody hears.
     *
     * @param listener the host's
     */
    public BudgetBell(Consumer<BudgetAlert> listener) {
        this.listener = listener;
    }

    void ring(IntentDecision.Decided committed) {
        committed.crossings().forEach(this::ring);
    }

    private void ring(Crossing crossing) {
        Draw draw = crossing.draw();
        TenantId tenant = draw.key().tenant();
        if (tenant == null) {
            return;
        }
        Budget budget = new Budget(Money.of(draw.limit()), draw.period(), draw.alerts());
        BudgetAlert alert =
                new BudgetAlert(tenant, crossing.percent(), Money.of(crossing.used()), budget, crossing.since());
        try {
            listener.accept(alert);
        } catch (RuntimeException failed) {
            LOG.error(
                    "the host's listener failed on tenant {} having spent {} % of its budget",
                    tenant, alert.percent(), failed);
        }
    }
}
