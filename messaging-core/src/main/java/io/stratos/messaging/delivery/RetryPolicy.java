package io.stratos.messaging.delivery;

import java.time.Duration;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * How often and how late a request is tried again after a provider certainly did not take it. Doubt is never retried.
 *
 * <p>Exponential backoff with full jitter: the n-th wait is drawn evenly between nothing and first x 2^n, but no more
 * than longest. What a provider asked for with {@code Retry-After} is the least. Immutable and safe for use by many
 * threads.
 *
 * @param attempts how many attempts in all before the message fails
 * @param first the bound of the first wait
 * @param longest the bound of every wait
 */
public record RetryPolicy(int attempts, Duration first, Duration longest) {

    private static final int MOST_DOUBLINGS = 30;

    /**
     * Checks the bounds.
     *
     * @throws IllegalArgumentException if there is no attempt, or a wait is not positive, or longest is below first
     */
    public RetryPolicy {
        if (attempts < 1) {
            throw new IllegalArgumentException("attempts was " + attempts + "; at least 1");
        }
        if (first.isNegative() || first.isZero() || longest.compareTo(first) < 0) {
            throw new IllegalArgumentException(
                    "first wait " + first + ", longest " + longest + "; both positive, longest not below first");
        }
    }

    /** {@return eight attempts, waits from under 2 seconds to under 10 minutes} */
    public static RetryPolicy ofDefaults() {
        return new RetryPolicy(8, Duration.ofSeconds(2), Duration.ofMinutes(10));
    }

    /**
     * The wait before the next attempt.
     *
     * @param made how many attempts were made, from 1
     * @param asked what the provider asked for; null if nothing
     * @param random where the jitter comes from
     * @return the wait; empty if no attempt is left
     */
    public Optional<Duration> waitAfter(int made, @Nullable Duration asked, RandomGenerator random) {
        if (made >= attempts) {
            return Optional.empty();
        }
        long bound =
                Math.min(longest.toMillis(), saturatedDouble(first.toMillis(), Math.min(made - 1, MOST_DOUBLINGS)));
        Duration drawn = Duration.ofMillis(random.nextLong(bound + 1));
        return Optional.of(asked != null && asked.compareTo(drawn) > 0 ? asked.plus(drawn) : drawn);
    }

    private static long saturatedDouble(long millis, int doublings) {
        return millis > (Long.MAX_VALUE >> doublings) ? Long.MAX_VALUE : millis << doublings;
    }
}
