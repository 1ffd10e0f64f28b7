package io.stratos.messaging.internal.poll;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How often providers' records are read. One number is given; the others follow, or are fixed.
 *
 * @param every how long after a round the next one begins
 */
public record Pace(Duration every) {

    /** Unless the host says otherwise. */
    public static final Duration USUAL = Duration.ofMinutes(5);

    /** Rounds overlap by this: what a provider wrote down late is found by the next. */
    static final Duration OVERLAP = Duration.ofMinutes(10);

    /** What is younger is left to its webhook, which says more; but for the first round of an engine. */
    static final Duration YOUNG = Duration.ofMinutes(1);

    /** How long a row is ours: longer than a page and what is stored of it may take. */
    static final Duration LEASE = Duration.ofMinutes(2);

    static final Duration PAGE_WITHIN = Duration.ofSeconds(30);

    private static final Duration SHORTEST = Duration.ofMinutes(1);
    private static final Duration FIRST_WAIT = Duration.ofSeconds(30);
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(30);
    private static final Duration LONGEST_ASKED = Duration.ofHours(1);
    private static final int MOST_DOUBLINGS = 6;

    /**
     * Checks the number.
     *
     * @throws IllegalArgumentException if it is under a minute
     */
    public Pace {
        if (every.compareTo(SHORTEST) < 0) {
            throw new IllegalArgumentException("providers' records every " + every + "; at least every " + SHORTEST);
        }
    }

    /** How long to wait after a failure: twice as long as before, and no less than the provider asks for. */
    static Duration afterFailure(int failuresBefore, @Nullable Duration asked) {
        Duration doubled = FIRST_WAIT.multipliedBy(1L << Math.min(failuresBefore, MOST_DOUBLINGS));
        Duration wait = shorter(doubled, LONGEST_WAIT);
        return asked != null && asked.compareTo(wait) > 0 ? shorter(asked, LONGEST_ASKED) : wait;
    }

    /** How much of what is not due yet a first round takes up, so long after it began: nothing twice. */
    Duration early(Duration sinceBegun) {
        Duration left = every.minus(FIRST_WAIT).minus(sinceBegun);
        return left.isNegative() ? Duration.ZERO : left;
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }
}
