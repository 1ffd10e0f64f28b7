package io.stratos.messaging.spi.http;

import io.stratos.messaging.spi.provider.SendRequest;
import java.time.Duration;

/**
 * How long a request may take and when its first byte must have left, both counted from the moment this is made: make it
 * first thing in {@code send}. Immutable and safe for use by many threads.
 */
public final class Deadline {

    private static final Duration LONGEST = Duration.ofDays(1);

    private final long start = System.nanoTime();
    private final Duration end;
    private final Duration write;

    private Deadline(Duration end, Duration write) {
        this.end = bounded(end);
        this.write = bounded(write);
    }

    /**
     * What a request to send must keep.
     *
     * @param bounds the request's bounds
     * @return a deadline that begins now
     */
    public static Deadline of(SendRequest.Bounds bounds) {
        return new Deadline(bounds.deadline(), bounds.writeWithin());
    }

    /**
     * An end alone, as for a look-up.
     *
     * @param end from now to the end
     * @return a deadline that begins now
     */
    public static Deadline within(Duration end) {
        return new Deadline(end, end);
    }

    /** {@return how long until the end; zero if it has passed} */
    public Duration left() {
        return bounded(end.minus(passed()));
    }

    Duration leftToWrite() {
        return bounded(write.minus(passed()));
    }

    boolean mayWrite() {
        return !left().isZero() && !leftToWrite().isZero();
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
