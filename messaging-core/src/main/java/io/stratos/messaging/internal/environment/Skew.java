package io.stratos.messaging.internal.environment;

import java.time.Duration;
import java.time.Instant;

/**
 * How far the engine's clock and the store's are apart.
 *
 * @param ahead how far the engine's is ahead; negative if it is behind
 * @param certain by how much they differ at the least: the store may have read its clock at either end of the round trip
 */
record Skew(Duration ahead, Duration certain) {

    private static final Duration NOTICED = Duration.ofSeconds(5);
    private static final Duration TOO_FAR = Duration.ofSeconds(60);

    static final Skew NONE = new Skew(Duration.ZERO, Duration.ZERO);

    /** How bad it is. */
    enum Level {
        FINE,
        NOTICED,
        TOO_FAR
    }

    static Skew measured(Instant asked, Instant answered, Instant store) {
        Duration half = Duration.between(asked, answered).dividedBy(2).abs();
        Duration ahead = Duration.between(store, asked.plus(half));
        Duration certain = ahead.abs().minus(half);
        return new Skew(ahead, certain.isNegative() ? Duration.ZERO : certain);
    }

    Level level() {
        if (certain.compareTo(TOO_FAR) > 0) {
            return Level.TOO_FAR;
        }
        return certain.compareTo(NOTICED) > 0 ? Level.NOTICED : Level.FINE;
    }
}
