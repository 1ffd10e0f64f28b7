package io.stratos.messaging.spi.provider;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What reading one page of a provider's records brought. */
public sealed interface PollResult {

    /**
     * A page.
     *
     * @param heard what it holds, in any order; may be none
     * @param next where the next page is, at most 1,000 characters, opaque to the engine; null if this was the last
     */
    record Page(List<Polled> heard, @Nullable String next) implements PollResult {

        /** Copies the list. */
        public Page {
            heard = List.copyOf(heard);
        }

        /** {@return where the next page is; empty if this was the last} */
        public Optional<String> cursor() {
            return Optional.ofNullable(next);
        }
    }

    /**
     * It could not be read. The round begins anew, later.
     *
     * @param reason why, for people; no phone number and no secret
     * @param retryAfter how long the provider asks to wait; null if it does not say
     */
    record Failed(String reason, @Nullable Duration retryAfter) implements PollResult {}

    /**
     * It could not be read.
     *
     * @param reason why, for people; no phone number and no secret
     * @return the result
     */
    static PollResult failed(String reason) {
        return new Failed(reason, null);
    }
}
