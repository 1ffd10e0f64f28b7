package io.stratos.messaging.sim;

import io.stratos.messaging.delivery.Outcome;
import io.stratos.messaging.id.AttemptId;
import io.stratos.messaging.id.MessageId;
import io.stratos.messaging.id.TenantId;
import io.stratos.messaging.message.Message;
import io.stratos.messaging.message.MessageStatus;
import io.stratos.messaging.spi.provider.SendRequest;
import java.time.Instant;

/** Cancelled means that no request begins any more, else it is said to be too late; what was moved does not go before. */
final class Recalled implements Invariant {

    private static final String NAME = "RECALL";

    @Override
    public void intended(World world, AttemptId attempt, Journal.Intended intent) {
        MessageId id = intent.message().id();
        if (world.journal.cancelled.contains(id)) {
            throw world.failure(NAME, "an intent committed after it was cancelled", intent.message());
        }
        Instant to = world.journal.moved.get(id);
        if (to != null && world.now().isBefore(to)) {
            throw world.failure(NAME, "an intent committed before " + to + ", to when it was moved", intent.message());
        }
    }

    @Override
    public void written(World world, SendRequest request, Journal.Intended intent) {
        if (intent != null && world.journal.cancelled.contains(intent.message().id())) {
            throw world.failure(NAME, "a request was written after it was cancelled", intent.message());
        }
    }

    @Override
    public void atEnd(World world) {
        for (Journal.Handed handed : world.journal.accepted.values()) {
            Message message =
                    world.truth.session().message(handed.tenant(), handed.id()).orElse(null);
            boolean told = world.journal.cancelled.contains(handed.id());
            if (message != null && told != (message.status() == MessageStatus.CANCELLED)) {
                throw world.failure(
                        NAME,
                        (told ? "told cancelled" : "never told cancelled") + ", and " + message.status(),
                        message);
            }
        }
    }

    /**
     * Whoever is told that it is taken back, or moved, must be able to believe that nobody got it, unless they ordered another
     * request while one was in doubt.
     */
    static void requireNothingTaken(World world, MessageId id) {
        world.journal.intents.forEach((attempt, intent) -> {
            boolean taken = world.journal.written.containsKey(attempt)
                    && !(world.journal.answers.get(attempt) instanceof Outcome.NotSent)
                    && !world.journal.absent.contains(attempt)
                    && !world.journal.ordered.contains(attempt);
            if (intent.message().id().equals(id) && taken) {
                throw world.failure(NAME, "told that it was not too late, after " + attempt, intent.message());
            }
        });
    }

    static void requireTooLate(World world, TenantId tenant, MessageId id) {
        boolean tried = world.journal.intents.values().stream()
                .anyMatch(intent -> intent.message().id().equals(id));
        Message message = world.truth.session().message(tenant, id).orElseThrow();
        if (!tried && message.status() == MessageStatus.QUEUED) {
            throw world.failure(NAME, "told that it was too late, and nothing of it ever began", message);
        }
    }
}
