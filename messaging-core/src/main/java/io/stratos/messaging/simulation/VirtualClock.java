package io.stratos.messaging.simulation;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/**
 * A clock that stands still until it is moved, for tests and rehearsals.
 *
 * <p>Hand the same instance to the engine, the store and the provider. Safe for use by many threads.
 */
public final class VirtualClock extends Clock {

    private final Dial dial;
    private final ZoneId zone;

    private VirtualClock(Dial dial, ZoneId zone) {
        this.dial = dial;
        this.zone = zone;
    }

    /**
     * A clock that shows an instant.
     *
     * @param start what it shows until it is moved
     * @return the clock, in UTC
     */
    public static VirtualClock at(Instant start) {
        return new VirtualClock(new Dial(start), ZoneOffset.UTC);
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
        return dial.advance(by);
    }

    /**
     * Sets it.
     *
     * @param instant what it shows from now on
     */
    public void set(Instant instant) {
        dial.set(instant);
    }

    @Override
    public Instant instant() {
        return dial.get();
    }

    @Override
    public ZoneId getZone() {
        return zone;
    }

    /** {@return the same time in another zone: moving either moves both} */
    @Override
    public VirtualClock withZone(ZoneId other) {
        return new VirtualClock(dial, other);
    }

    @Override
    public String toString() {
        return "VirtualClock[" + dial.get() + "]";
    }

    /** What clocks of several zones share. */
    private static final class Dial {

        private Instant now;

        Dial(Instant now) {
            this.now = now;
        }

        synchronized Instant get() {
            return now;
        }

        synchronized void set(Instant instant) {
            now = instant;
        }

        synchronized Instant advance(Duration by) {
            now = now.plus(by);
            return now;
        }
    }
}
