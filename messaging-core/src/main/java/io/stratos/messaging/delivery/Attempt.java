package io.stratos.messaging.delivery;

import io.stratos.messaging.id.AttemptId;
import io.stratos.messaging.message.MessageStatus;
import io.stratos.messaging.routing.Route;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One intent to write one request to a provider, committed before its first byte, and what came of it.
 *
 * @param id its id; travels in the callback URL
 * @param unit which dispatch unit of the message, from 0
 * @param route through which provider, from which sender
 * @param startedAt when the intent committed, by the store's clock
 * @param outcome what came of it; null while nobody knows
 * @param providerMessageId the provider's id, from its answer, its receipt or a look-up; null until known
 * @param status how far this request's text has come
 */
public record Attempt(
        AttemptId id,
        int unit,
        Route route,
        Instant startedAt,
        @Nullable Outcome outcome,
        @Nullable String providerMessageId,
        MessageStatus status) {

    /** {@return what came of it, once that is known} */
    public Optional<Outcome> settled() {
        return Optional.ofNullable(outcome);
    }
}
