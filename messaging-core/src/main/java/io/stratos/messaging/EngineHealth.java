package io.stratos.messaging;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How an engine stands, as of its last look at the store: at most a sixth of a lease ago while it runs.
 *
 * @param sending whether it may send
 * @param reason why not; null unless it is refused
 * @param clockSkew how far the engine's clock is ahead of the store's; negative if it is behind, zero before the first
 *     look. Over five seconds is logged; over sixty, messages with a time to go or to expire wait
 */
public record EngineHealth(Sending sending, @Nullable String reason, Duration clockSkew) {

    /** Whether an engine may send. */
    public enum Sending {
        /** It was neither started nor asked to send, so it did not look. */
        UNKNOWN,
        /** The store is armed for this environment and this database. */
        ALLOWED,
        /** The store was armed for another: it accepts and receives, but takes up nothing. */
        REFUSED
    }

    /** {@return why it may not send, if it may not} */
    public Optional<String> refusal() {
        return Optional.ofNullable(reason);
    }
}
