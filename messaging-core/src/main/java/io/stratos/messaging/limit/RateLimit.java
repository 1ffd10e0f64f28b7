package io.stratos.messaging.limit;

import io.stratos.messaging.exception.InvalidLimitException;
import java.time.Duration;
import java.time.ZoneId;

/**
 * So many in so much time, on all nodes together. What is over it waits; nothing is dropped.
 *
 * <pre>{@code
 * RateLimit.of(100).per(Duration.ofHours(1));
 * RateLimit.of(2000).perDay(ZoneId.of("America/Los_Angeles"));
 * }</pre>
 *
 * <p>Exact: no stretch of the time, wherever it begins, holds more. Above 60, up to a fortieth of what would be allowed
 * is given away for that. Immutable and safe for use by many threads.
 *
 * @param count how many, from 1 to a billion
 * @param period in which time
 */
public record RateLimit(long count, Period period) {

    private static final long MOST = 1_000_000_000;
    private static final String PER = " per ";

    /**
     * Checks the count.
     *
     * @throws InvalidLimitException if it is not positive, or over a billion
     */
    public RateLimit {
        if (count < 1 || count > MOST) {
            throw new InvalidLimitException("a limit of " + count + "; use 1 to " + MOST
                    + (count < 1 ? ", or suspend the tenant to send nothing" : ""));
        }
    }

    /**
     * Begins a limit: how many.
     *
     * @param count from 1 to a billion
     * @return what asks for the time
     */
    public static Count of(long count) {
        return new Count(count);
    }

    /**
     * How many, still without the time.
     *
     * @param count how many
     */
    public record Count(long count) {

        /**
         * In any stretch of this length: {@code 100} in {@code Duration.ofHours(1)} means that no sixty minutes, wherever
         * they begin, hold more than a hundred.
         *
         * @param time from a millisecond to 366 days
         * @return the limit
         * @throws InvalidLimitException if count or time make no sense
         */
        public RateLimit per(Duration time) {
            return new RateLimit(count, new Period.Sliding(time));
        }

        /**
         * In a day of the calendar, from midnight to midnight.
         *
         * @param zone where it is midnight
         * @return the limit
         * @throws InvalidLimitException if the count makes no sense
         */
        public RateLimit perDay(ZoneId zone) {
            return new RateLimit(count, new Period.Day(zone));
        }
    }

    /**
     * Reads what {@link #toString} wrote, as a configuration may hold it.
     *
     * @param text such as {@code 100 per PT1H} or {@code 2000 per day Europe/Paris}
     * @return the limit
     * @throws InvalidLimitException if it is none
     */
    public static RateLimit parse(String text) {
        int at = text.indexOf(PER);
        try {
            if (at > 0) {
                return new RateLimit(
                        Long.parseLong(text.substring(0, at)), Period.parse(text.substring(at + PER.length())));
            }
        } catch (NumberFormatException e) {
            throw malformed(text);
        }
        throw malformed(text);
    }

    private static InvalidLimitException malformed(String text) {
        return new InvalidLimitException(
                "'" + text + "' is no limit; write such as 100 per PT1H or 2000 per day Europe/Paris");
    }

    /** {@return how people say it: {@code 100 an hour}} */
    public String words() {
        return count + " " + period.words();
    }

    /** {@return such as {@code 100 per PT1H}} */
    @Override
    public String toString() {
        return count + PER + period;
    }
}
