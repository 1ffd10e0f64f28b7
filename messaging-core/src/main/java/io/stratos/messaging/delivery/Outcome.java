package io.stratos.messaging.delivery;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What came of one request to a provider. There are four classes and no fifth: whatever is not certain is in doubt.
 *
 * <p>Values, not exceptions: a provider returns one of them for every request it was handed.
 */
public sealed interface Outcome {

    /**
     * The provider has it and told us its id. It is not delivered yet.
     *
     * @param providerMessageId the provider's id of the message
     */
    record Accepted(String providerMessageId) implements Outcome {}

    /**
     * The provider certainly does not have it: no byte of the request left (name not found, connection refused, TLS
     * failed), or it answered 429. Another try is safe.
     *
     * @param reason why, for people
     * @param retryAfter how long the provider asked us to wait; null if it did not
     */
    record NotSent(String reason, @Nullable Duration retryAfter) implements Outcome {

        /** {@return how long the provider asked us to wait, if it did} */
        public Optional<Duration> askedToWait() {
            return Optional.ofNullable(retryAfter);
        }
    }

    /**
     * The provider refused it for good and does not have it.
     *
     * @param refusal what it objects to
     * @param code the provider's own code
     * @param detail the provider's own words
     */
    record Refused(Refusal refusal, String code, String detail) implements Outcome {}

    /**
     * Nobody can know: the request was written, at least in part, and no clear answer came back. Must not be sent again
     * before it is known.
     *
     * @param reason what was seen, for people
     */
    record InDoubt(String reason) implements Outcome {}
}
