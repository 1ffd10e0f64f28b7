package io.stratos.messaging.internal.accept;

import io.stratos.messaging.delivery.Cancellation;
import io.stratos.messaging.delivery.Cancellations;
import io.stratos.messaging.delivery.Rescheduling;
import io.stratos.messaging.delivery.Reschedulings;
import io.stratos.messaging.exception.UnknownMessageException;
import io.stratos.messaging.id.MessageId;
import io.stratos.messaging.id.TenantId;
import io.stratos.messaging.spi.store.Outbox;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a tenant has handed in and may still take back or move.
 *
 * @param tenant whose messages
 * @param outbox where they are
 */
public record Outgoing(TenantId tenant, Outbox outbox) {

    /**
     * Takes one back.
     *
     * @param id which
     * @return what came of it
     */
    public Cancellation cancel(MessageId id) {
        return known(id, outbox.cancel(tenant, List.of(id)).get(id));
    }

    /**
     * Takes back all about one thing.
     *
     * @param key the host's name for it
     * @return what came of each
     */
    public Cancellations cancelAbout(String key) {
        Map<MessageId, Cancellation> results = outbox.cancel(tenant, about(key));
        return new Cancellations(with(Cancellation.CANCELLED, results), with(Cancellation.TOO_LATE, results));
    }

    /**
     * Moves one.
     *
     * @param id which
     * @param at when it shall go
     * @return what came of it
     */
    public Rescheduling reschedule(MessageId id, Instant at) {
        return known(id, outbox.reschedule(tenant, List.of(id), at).get(id));
    }

    /**
     * Moves all about one thing.
     *
     * @param key the host's name for it
     * @param at when they shall go
     * @return what came of each
     */
    public Reschedulings rescheduleAbout(String key, Instant at) {
        Map<MessageId, Rescheduling> results = outbox.reschedule(tenant, about(key), at);
        return new Reschedulings(with(Rescheduling.RESCHEDULED, results), with(Rescheduling.TOO_LATE, results));
    }

    private List<MessageId> about(String key) {
        ContentCheck.businessKey(key);
        return outbox.about(tenant, key);
    }

    private <T> T known(MessageId id, @Nullable T result) {
        if (result == null) {
            throw new UnknownMessageException(tenant.value(), id.toString());
        }
        return result;
    }

    private static <T> List<MessageId> with(T wanted, Map<MessageId, T> results) {
        return results.entrySet().stream()
                .filter(entry -> entry.getValue().equals(wanted))
                .map(Map.Entry::getKey)
                .toList();
    }
}
