package io.stratos.messaging.limit;

import io.stratos.messaging.exception.InvalidLimitException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.ZoneId;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What a tenant may spend in a day or month, in the host's unit of currency. What would exceed it waits for the next
 * period, or until the budget is raised.
 *
 * <pre>{@code
 * Budget.of("500.00").perMonth(ZoneId.of("America/New_York")).alertAt(50, 90);
 * }</pre>
 *
 * <p>Spent is what messages are estimated to cost when their sending begins, by segments and the price of the sender:
 * not what the provider bills. Immutable and safe for use by many threads.
 *
 * @param amount positive, with at most six decimals, below a billion
 * @param period a day or a month
 * @param alerts at which percentages the host is told, ascending
 */
public record Budget(BigDecimal amount, Period period, List<Integer> alerts) {

    private static final List<Integer> USUAL = List.of(50, 80, 100);
    private static final int MOST_ALERTS = 20;

    /**
     * Checks amount and percentages.
     *
     * @throws InvalidLimitException if the amount is not positive or too fine, the period slides, or a percentage is not
     *     between 1 and 100
     */
    public Budget {
        if (Money.micros("a budget", amount) == 0) {
            throw new InvalidLimitException("a budget of " + amount + "; use a positive amount");
        }
        if (period instanceof Period.Sliding) {
            throw new InvalidLimitException("a budget per " + period + "; use a day or a month");
        }
        for (int percent : alerts) {
            if (percent < 1 || percent > 100) {
                throw new InvalidLimitException("an alert at " + percent + " %; use 1 to 100");
            }
        }
        if (alerts.size() > MOST_ALERTS) {
            throw new InvalidLimitException(alerts.size() + " alerts of one budget; use at most " + MOST_ALERTS);
        }
        alerts = alerts.stream().distinct().sorted().toList();
    }

    /**
     * Begins a budget: how much.
     *
     * @param amount such as {@code "500.00"}
     * @return what asks for the time
     * @throws InvalidLimitException if it is no number
     */
    public static Amount of(String amount) {
        return new Amount(Money.parse("a budget", amount));
    }

    /**
     * How much, still without the time.
     *
     * @param amount how much
     */
    public record Amount(BigDecimal amount) {

        /**
         * In a day of the calendar.
         *
         * @param zone where it is midnight
         * @return the budget, with alerts at 50, 80 and 100 percent
         */
        public Budget perDay(ZoneId zone) {
            return new Budget(amount, new Period.Day(zone), USUAL);
        }

        /**
         * In a month of the calendar.
         *
         * @param zone where it is midnight
         * @return the budget, with alerts at 50, 80 and 100 percent
         */
        public Budget perMonth(ZoneId zone) {
            return new Budget(amount, new Period.Month(zone), USUAL);
        }
    }

    /**
     * Replaces the percentages at which the host is told, once each in every period.
     *
     * @param percentages each from 1 to 100; none for no alerts
     * @return a new value
     * @throws InvalidLimitException if one is outside
     */
    public Budget alertAt(int... percentages) {
        return new Budget(amount, period, IntStream.of(percentages).boxed().toList());
    }

    /** {@return how people say it: {@code 500.00 a month}} */
    public String words() {
        return amount.setScale(Math.max(2, amount.scale()), RoundingMode.UNNECESSARY)
                        .toPlainString() + " " + period.words();
    }

    /** {@return such as {@code 500.00 per month UTC}} */
    @Override
    public String toString() {
        return amount.toPlainString() + " per " + period;
    }
}
