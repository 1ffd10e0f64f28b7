package io.stratos.messaging.limit;

import io.stratos.messaging.exception.InvalidLimitException;
import java.math.BigDecimal;

/** Amounts in the host's unit of currency, counted in millionths of it. */
public final class Money {

    private static final int DECIMALS = 6;
    private static final BigDecimal MOST = new BigDecimal("1000000000");

    private Money() {}

    /**
     * Reads an amount.
     *
     * @param what what it is, for the exception
     * @param text such as {@code "0.0079"}
     * @return the amount
     * @throws InvalidLimitException if it is no number
     */
    public static BigDecimal parse(String what, String text) {
        try {
            return new BigDecimal(text);
        } catch (NumberFormatException e) {
            throw new InvalidLimitException(what + " of '" + text + "'; write a number such as 0.0079");
        }
    }

    /**
     * An amount in millionths.
     *
     * @param what what it is, for the exception
     * @param amount from 0 to a billion, with at most six decimals
     * @return its millionths
     * @throws InvalidLimitException if it is negative, too large or too fine
     */
    public static long micros(String what, BigDecimal amount) {
        if (amount.signum() < 0
                || amount.compareTo(MOST) > 0
                || amount.stripTrailingZeros().scale() > DECIMALS) {
            throw new InvalidLimitException(
                    what + " of " + amount + "; use 0 to " + MOST + " with at most six decimals");
        }
        return amount.movePointRight(DECIMALS).longValueExact();
    }

    /**
     * The amount again.
     *
     * @param micros its millionths
     * @return the amount, with two decimals or as many as it needs
     */
    public static BigDecimal of(long micros) {
        BigDecimal exact = BigDecimal.valueOf(micros, DECIMALS).stripTrailingZeros();
        return exact.scale() < 2 ? exact.setScale(2) : exact;
    }
}
