package io.stratos.messaging.twilio.internal;

import java.time.Duration;

/**
 * How long a request may take and when its first byte must have left, both from one start.
 *
 * @param start by {@link System#nanoTime()}
 * @param deadline from the start to the end
 * @param writeWithin from the start to the first byte
 */
record Time(long start, Duration deadline, Duration writeWithin) {

    private static final Duration LONGEST = Duration.ofDays(1);

    static Time from(Duration deadline, Duration writeWithin) {
        return new Time(System.nanoTime(), bounded(deadline), bounded(writeWithin));
    }

    Duration left() {
        return deadline.minus(passed());
    }

    Duration leftToWrite() {
        return writeWithin.minus(passed());
    }

    boolean mayWrite() {
        return leftToWrite().compareTo(Duration.ZERO) > 0;
    }

    private Duration passed() {
        return Duration.ofNanos(System.nanoTime() - start);
    }

    private static Duration bounded(Duration time) {
        if (time.isNegative()) {
            return Duration.ZERO;
        }
        return time.compareTo(LONGEST) > 0 ? LONGEST : time;
    }
}
