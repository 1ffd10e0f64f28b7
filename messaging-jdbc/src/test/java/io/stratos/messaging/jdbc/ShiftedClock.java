package io.stratos.messaging.jdbc;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

/** How far a test has moved a database's clock on. */
final class ShiftedClock implements Supplier<Duration> {

    private final AtomicReference<Duration> shift = new AtomicReference<>(Duration.ZERO);

    void advance(Duration by) {
        shift.updateAndGet(before -> before.plus(by));
    }

    @Override
    public Duration get() {
        return shift.get();
    }
}
