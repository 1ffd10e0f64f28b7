package io.stratos.messaging.spi.store;

import io.stratos.messaging.delivery.Outcome;
import io.stratos.messaging.id.AttemptId;
import io.stratos.messaging.message.MessageStatus;
import java.time.Duration;

/**
 * What came of an attempt, and what shall follow if the claim still holds.
 *
 * <p>How an attempt's own status follows from its outcome: accepted is {@code SENT}, refused is {@code FAILED}, in doubt
 * is {@code IN_DOUBT}, not sent stays {@code SENDING}. The message's status is {@link MessageStatus#ofUnits} over its
 * units, joined with {@link MessageStatus#after}.
 *
 * @param token the claim
 * @param attempt which attempt
 * @param outcome what came of it
 * @param next what shall follow
 */
public record Settlement(ClaimToken token, AttemptId attempt, Outcome outcome, Next next) {

    /** What follows an attempt. */
    public sealed interface Next {

        /** The next unit becomes READY, due at once, with no attempts yet; after the last the row is gone. */
        record Advance() implements Next {}

        /**
         * The same unit becomes READY again. What was in doubt and need not wait takes the place among what is due that it
         * had when the attempt began, and is to go since now: it waited long enough, and is not late.
         *
         * @param after how long to wait
         */
        record Retry(Duration after) implements Next {}

        /**
         * The row becomes, or stays, IN_DOUBT and is looked into again.
         *
         * @param after how long to wait
         */
        record Reconcile(Duration after) implements Next {}

        /** The row becomes, or stays, IN_DOUBT and is not looked into again; a receipt may still resolve it. */
        record Park() implements Next {}

        /**
         * The row is gone, whatever units are left, and the message ends.
         *
         * @param status how it ends
         */
        record End(MessageStatus status) implements Next {}
    }
}
