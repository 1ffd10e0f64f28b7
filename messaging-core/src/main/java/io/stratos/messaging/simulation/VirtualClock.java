package io.stratos.messaging.simulation;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicReference;

/**
 * A clock that stands still until it is moved, for tests and rehearsals.
 *
 * <p>Hand the same instance to the engine, the store and the provider. Safe for use by many threads.
 */
public final class VirtualClock extends Clock {

    private final AtomicReference<Instant> now;
    private final ZoneId zone;

    private VirtualClock(AtomicReference<Instant> now, ZoneId zone) {
        this.now = now;
        this.zone = zone;
    }

    /**
     * A clock that shows an instant.
     *
     * @param start what it shows until it is moved
     * @return the clock, in UTC
     */
    public static VirtualClock at(Instant start) {
        return new VirtualClock(new AtomicReference<>(start), ZoneOffset.UTC);
    }

    /**
     * A clock that shows an instant.
     *
     * @param start ISO 8601 in UTC, such as {@code 2026-03-02T09:00:00Z}
     * @return the clock, in UTC
     * @throws java.time.format.DateTimeParseException if it is not one
     */
    public static VirtualClock at(String start) {
        return at(Instant.parse(start));
    }

    /**
     * Moves it on.
     *
     * @param by how far; negative moves it back, as real clocks do at times
     * @return what it shows now
     */
    public Instant advance(Duration by) {
        return now.updateAndGet(instant -> instant.plus(by));
    }

    /**
     * Sets it.
     *
     * @param instant what it shows from now on
     */
    public void set(Instant instant) {
        now.set(instant);
    }

    @Override
    public Instant instant() {
        return now.get();
    }

    @Override
    public ZoneId getZone() {
        return zone;
    }

    /** {@return the same time in another zone: moving either moves both} */
    @Override
    public VirtualClock withZone(ZoneId other) {
        return new VirtualClock(now, other);
    }

    @Override
    public String toString() {
        return "VirtualClock[" + now.get() + "]";
    }
}
