package io.stratos.messaging.consent;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One reason why nothing is sent to an address.
 *
 * @param reason which
 * @param at since when, by the store's clock
 * @param until from when on it counts no more; null for never
 */
public record Suppression(
        SuppressionReason reason, Instant at, @Nullable Instant until) {

    /** {@return from when on it counts no more, if it ends} */
    public Optional<Instant> expiry() {
        return Optional.ofNullable(until);
    }

    /**
     * Whether it counts.
     *
     * @param now by the store's clock
     * @return whether it has not ended
     */
    public boolean holds(Instant now) {
        return until == null || now.isBefore(until);
    }
}
