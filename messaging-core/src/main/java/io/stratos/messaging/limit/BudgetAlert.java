package io.stratos.messaging.limit;

import io.stratos.messaging.id.TenantId;
import java.math.BigDecimal;
import java.time.Instant;

/**
 * A tenant's spending reached a percentage of its budget. Told once for each percentage, budget and period, by the node
 * whose transaction crossed it, after that transaction committed; lost if that node dies in between.
 *
 * @param tenant whose budget
 * @param percent which percentage; 100 also when the next message no longer fits
 * @param spent what was spent in the period by then
 * @param budget the budget
 * @param since when the period began
 */
public record BudgetAlert(TenantId tenant, int percent, BigDecimal spent, Budget budget, Instant since) {}
