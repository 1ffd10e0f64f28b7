package io.stratos.messaging.internal.machine;

import java.time.Clock;
import java.util.Random;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.Condition;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Two clocks, chance and patience: what a run must be given to repeat itself bit for bit.
 *
 * @param clock what time it is; a time service may set it back
 * @param nanos how much time passed, from anywhere on; never runs backwards
 * @param seeded where ids and jitter come from; null for the machine's own chance
 * @param patience how a thread waits for another
 */
public record Machine(
        Clock clock, LongSupplier nanos, @Nullable Random seeded, Patience patience) {

    /**
     * A machine of one thread, on which nothing could bring about what is waited for.
     *
     * @param clock the engine's clock
     * @param nanos how much time passed
     * @param seeded where ids and jitter come from
     */
    public Machine(Clock clock, LongSupplier nanos, Random seeded) {
        this(clock, nanos, seeded, (changed, longest) -> false);
    }

    /**
     * The machine as it is.
     *
     * @param clock the engine's clock
     * @return monotonic time and chance of the platform
     */
    public static Machine real(Clock clock) {
        return new Machine(clock, System::nanoTime, null, Machine::await);
    }

    @SuppressWarnings("WaitNotInLoop") // Who calls looks again, see Patience.
    private static boolean await(Condition changed, long longest) throws InterruptedException {
        return changed.awaitNanos(longest) <= longest;
    }

    /** {@return where the jitter of retries comes from; for the calling thread only} */
    public RandomGenerator jitter() {
        return seeded == null ? ThreadLocalRandom.current() : seeded;
    }
}
