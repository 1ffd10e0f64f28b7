package io.stratos.messaging.schedule;

import io.stratos.messaging.exception.InvalidScheduleException;
import java.time.DateTimeException;
import java.time.Instant;

/**
 * A time in which messages the law speaks of must not reach a region, whatever its hours: a declared emergency.
 *
 * @param region a country, or one with its state such as {@code US-LA}; {@code *} for everywhere
 * @param from from when
 * @param to until when, not included
 * @param reason why, 1 to 200 characters; shown to whoever asks
 */
public record Closure(String region, Instant from, Instant to, String reason) {

    /**
     * Checks the parts.
     *
     * @throws InvalidScheduleException if the region is malformed, the end is not after the beginning, or the reason is
     *     blank or too long
     */
    public Closure {
        LegalRule.requireRegion(region);
        LegalRule.requirePlain("a closure's reason", reason);
        if (!from.isBefore(to)) {
            throw new InvalidScheduleException("a closure from " + from + " to " + to + " has no length");
        }
    }

    /** {@return the closure as one line} */
    public String line() {
        return region + "|" + from + "|" + to + "|" + reason;
    }

    /**
     * Reads a closure.
     *
     * @param line as {@link #line} wrote it
     * @return the closure
     * @throws InvalidScheduleException if it is none
     */
    public static Closure parse(String line) {
        String[] field = line.split("\\|", -1);
        try {
            return new Closure(field[0], Instant.parse(field[1]), Instant.parse(field[2]), field[3]);
        } catch (DateTimeException | ArrayIndexOutOfBoundsException e) {
            throw new InvalidScheduleException("'" + line + "' is no closure");
        }
    }
}
