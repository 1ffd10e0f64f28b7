package io.stratos.messaging.delivery;

import io.stratos.messaging.message.Message;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A message of which nobody can know whether the provider took a request, as it stood when it was read.
 *
 * @param message the message
 * @param attempt the request in question, what is known of it, and when it began
 * @param nextLook when the engine looks into it next, by the store's clock; null once it has given up looking
 */
public record Doubt(
        Message message, Attempt attempt, @Nullable Instant nextLook) {

    /** {@return when the engine looks into it next; empty once it has given up looking} */
    public Optional<Instant> nextLookAt() {
        return Optional.ofNullable(nextLook);
    }

    /** {@return whether nothing more will be found out but by a receipt, so that the host has to decide} */
    public boolean waitsForHost() {
        return nextLook == null;
    }

    /** {@return whether the provider proved that it does not have the request; then a resend makes no second text} */
    public boolean isProvenAbsent() {
        return attempt.outcome() instanceof Outcome.NotSent;
    }
}
