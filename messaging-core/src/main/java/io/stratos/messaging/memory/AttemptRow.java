package io.stratos.messaging.memory;

import io.stratos.messaging.delivery.Attempt;
import io.stratos.messaging.delivery.Outcome;
import io.stratos.messaging.message.MessageStatus;
import org.jspecify.annotations.Nullable;

/** One attempt of a message. */
final class AttemptRow {

    final MessageRow message;
    private Attempt attempt;
    private boolean repeated;

    AttemptRow(MessageRow message, Attempt attempt) {
        this.message = message;
        this.attempt = attempt;
    }

    Attempt attempt() {
        return attempt;
    }

    /** Keeps the outcome, unless it says less than the one known, and moves the attempt's status up to it. */
    void record(Outcome outcome) {
        Outcome known = attempt.outcome();
        boolean saysLess = outcome instanceof Outcome.InDoubt && known != null;
        change(
                saysLess ? known : outcome,
                attempt.providerMessageId(),
                attempt.status().after(statusOf(outcome)));
    }

    /** Another request with the same id may leave. */
    void repeat() {
        repeated = true;
    }

    boolean isRepeated() {
        return repeated;
    }

    void raise(MessageStatus news) {
        change(attempt.outcome(), attempt.providerMessageId(), attempt.status().after(news));
    }

    /** The first id stands. */
    void learnProviderId(String id) {
        String known = attempt.providerMessageId();
        change(attempt.outcome(), known == null ? id : known, attempt.status());
    }

    private void change(@Nullable Outcome outcome, @Nullable String providerId, MessageStatus status) {
        attempt = new Attempt(
                attempt.id(), attempt.unit(), attempt.route(), attempt.startedAt(), outcome, providerId, status);
    }

    private static MessageStatus statusOf(Outcome outcome) {
        if (outcome instanceof Outcome.Accepted) {
            return MessageStatus.SENT;
        }
        if (outcome instanceof Outcome.Refused) {
            return MessageStatus.FAILED;
        }
        return outcome instanceof Outcome.InDoubt ? MessageStatus.IN_DOUBT : MessageStatus.SENDING;
    }
}
