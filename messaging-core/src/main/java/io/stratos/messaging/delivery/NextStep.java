package io.stratos.messaging.delivery;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What happens next to a message, if nobody changes anything.
 *
 * @param kind what
 * @param at when, or by when; null if nobody can know
 * @param text the same for people: one clause, no phone number in it
 */
public record NextStep(Kind kind, @Nullable Instant at, String text) {

    /** What may happen next. */
    public enum Kind {
        /** The gate is asked, and if it allows it a request is written. */
        ASK_THE_GATE,
        /** The provider answers a request on its way, or, at the instant, it comes into doubt. */
        ANSWER,
        /** The provider is asked what became of a request. */
        LOOK_UP,
        /** Only a receipt can bring news; there is no instant. */
        RECEIPT,
        /** Nothing: it is over. */
        NOTHING
    }

    /** {@return when, or by when, if that is known} */
    public Optional<Instant> when() {
        return Optional.ofNullable(at);
    }
}
