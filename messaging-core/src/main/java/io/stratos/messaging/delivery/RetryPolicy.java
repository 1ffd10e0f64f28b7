package io.stratos.messaging.delivery;

import java.time.Duration;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * How often and how late a request is tried again after a provider certainly did not take it. Doubt is never retried.
 *
 * <p>Exponential backoff with full jitter: the n-th wait is drawn evenly between nothing and first x 2^n, but no more
 * than longest. What a provider asked for with {@code Retry-After} is the least. No attempt begins when the first one of
 * the same dispatch unit is older than the bound; what a host brings back begins anew. A message's own expiry holds all
 * the same. Immutable and safe for use by many threads.
 *
 * @param attempts how many attempts in all before the message fails
 * @param first the bound of the first wait
 * @param longest the bound of every wait
 * @param patience how long after the first attempt another may begin
 */
public record RetryPolicy(int attempts, Duration first, Duration longest, Duration patience) {

    private static final Duration A_DAY = Duration.ofHours(24);

    private static final int MOST_DOUBLINGS = 30;

    /**
     * Checks the bounds.
     *
     * @throws IllegalArgumentException if there is no attempt, a wait or the patience is not positive, or longest is below
     *     first
     */
    public RetryPolicy {
        if (attempts < 1) {
            throw new IllegalArgumentException("attempts was " + attempts + "; at least 1");
        }
        if (first.isNegative() || first.isZero() || longest.compareTo(first) < 0) {
            throw new IllegalArgumentException(
                    "first wait " + first + ", longest " + longest + "; both positive, longest not below first");
        }
        if (patience.isNegative() || patience.isZero()) {
            throw new IllegalArgumentException("patience was " + patience + "; more than nothing");
        }
    }

    /**
     * A policy with a patience of 24 hours.
     *
     * @param attempts how many attempts in all before the message fails
     * @param first the bound of the first wait
     * @param longest the bound of every wait
     * @throws IllegalArgumentException as the other constructor does
     */
    public RetryPolicy(int attempts, Duration first, Duration longest) {
        this(attempts, first, longest, A_DAY);
    }

    /** {@return eight attempts within 24 hours, waits from under 2 seconds to under 10 minutes} */
    public static RetryPolicy ofDefaults() {
        return new RetryPolicy(8, Duration.ofSeconds(2), Duration.ofMinutes(10));
    }

    /**
     * The wait before the next attempt.
     *
     * @param made how many attempts were made, from 1
     * @param age how long ago the first of them began
     * @param asked what the provider asked for; null if nothing
     * @param random where the jitter comes from
     * @return the wait; empty if no attempt is left, see {@link #spent}
     */
    public Optional<Duration> waitAfter(int made, Duration age, @Nullable Duration asked, RandomGenerator random) {
        if (made >= attempts) {
            return Optional.empty();
        }
        long bound =
                Math.min(longest.toMillis(), saturatedDouble(first.toMillis(), Math.min(made - 1, MOST_DOUBLINGS)));
        Duration drawn = Duration.ofMillis(random.nextLong(bound + 1));
        Duration wait = asked != null && asked.compareTo(drawn) > 0 ? asked.plus(drawn) : drawn;
        return isWithin(age, wait) ? Optional.of(wait) : Optional.empty();
    }

    /**
     * Whether another attempt may begin at once.
     *
     * @param made how many attempts were made
     * @param age how long ago the first of them began
     * @return whether neither number nor age is spent
     */
    public boolean allowsAnother(int made, Duration age) {
        return made < attempts && isWithin(age, Duration.ZERO);
    }

    private boolean isWithin(Duration age, Duration wait) {
        return age.compareTo(patience) <= 0 && wait.compareTo(patience.minus(age)) <= 0;
    }

    /**
     * Why there is no further attempt.
     *
     * @param made how many attempts were made
     * @return one clause for people
     */
    public String spent(int made) {
        return made >= attempts
                ? "it was attempt " + made + " of " + attempts
                : "the next attempt would begin more than " + patience + " after the first";
    }

    private static long saturatedDouble(long millis, int doublings) {
        return millis > (Long.MAX_VALUE >> doublings) ? Long.MAX_VALUE : millis << doublings;
    }
}
