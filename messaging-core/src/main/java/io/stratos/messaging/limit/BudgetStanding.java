package io.stratos.messaging.limit;

import java.math.BigDecimal;
import java.time.Instant;

/**
 * Where a budget stood when it was read.
 *
 * @param spent what messages of this period are estimated to cost
 * @param budget the budget
 * @param since when the period began
 * @param until when the next one begins
 */
public record BudgetStanding(BigDecimal spent, Budget budget, Instant since, Instant until) {

    /** {@return what is left, never negative: a budget may have been lowered below what was spent} */
    public BigDecimal left() {
        return budget.amount().subtract(spent).max(BigDecimal.ZERO);
    }
}
