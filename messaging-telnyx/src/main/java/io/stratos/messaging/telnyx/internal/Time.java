package io.stratos.messaging.telnyx.internal;

import io.stratos.messaging.spi.provider.SendRequest;
import java.time.Duration;

/** What is left of the time one request has, counted from the call of {@code send}. */
final class Time {

    private final long start = System.nanoTime();
    private final Duration deadline;
    private final Duration writeWithin;

    private Time(SendRequest.Bounds bounds) {
        this.deadline = bounds.deadline();
        this.writeWithin = bounds.writeWithin();
    }

    static Time of(SendRequest.Bounds bounds) {
        return new Time(bounds);
    }

    Duration left() {
        return deadline.minus(passed());
    }

    Duration leftToWrite() {
        return writeWithin.minus(passed());
    }

    boolean mayWrite() {
        return isSome(left()) && isSome(leftToWrite());
    }

    private Duration passed() {
        return Duration.ofNanos(System.nanoTime() - start);
    }

    private static boolean isSome(Duration duration) {
        return !duration.isNegative() && !duration.isZero();
    }
}
