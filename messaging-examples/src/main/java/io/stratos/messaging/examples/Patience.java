package io.stratos.messaging.examples;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits until the engine's threads have done something. A host needs none of this: it has better things to do. */
final class Patience {

    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final Duration PAUSE = Duration.ofMillis(5);

    private Patience() {}

    static void until(String what, BooleanSupplier done) {
        long begun = System.nanoTime();
        while (!done.getAsBoolean()) {
            if (System.nanoTime() - begun > LIMIT.toNanos()) {
                throw new IllegalStateException("waited " + LIMIT.toSeconds() + " s in vain until " + what);
            }
            LockSupport.parkNanos(PAUSE.toNanos());
        }
    }
}
