package io.stratos.messaging.schedule;

import java.time.Instant;
import java.util.List;

/**
 * The open stretches of some days, for a calendar on a screen.
 *
 * @param from the moment it begins
 * @param to the moment it ends, not included
 * @param open the stretches in which a message may go, in order
 */
public record Availability(Instant from, Instant to, List<Open> open) {

    /** Copies the list. */
    public Availability {
        open = List.copyOf(open);
    }

    /**
     * A stretch in which a message may go.
     *
     * @param from its first moment
     * @param to its end, not included
     */
    public record Open(Instant from, Instant to) {}

    /**
     * Whether a message may go.
     *
     * @param instant a moment between {@link #from} and {@link #to}
     * @return whether it lies in an open stretch
     */
    public boolean isOpen(Instant instant) {
        return open.stream().anyMatch(o -> !instant.isBefore(o.from) && instant.isBefore(o.to));
    }
}
