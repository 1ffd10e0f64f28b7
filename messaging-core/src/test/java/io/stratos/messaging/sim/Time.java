package io.stratos.messaging.sim;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** The one true time of a run. */
public interface Time {

    /** {@return what time it truly is} */
    Instant now();

    /** Moves it on. */
    void advance(Duration by);

    /** {@return the true time as a clock} */
    default Clock clock() {
        return new Clock() {
            @Override
            public ZoneId getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(ZoneId zone) {
                throw new UnsupportedOperationException("one zone");
            }

            @Override
            public Instant instant() {
                return now();
            }
        };
    }
}
