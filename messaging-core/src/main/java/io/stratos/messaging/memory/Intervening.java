package io.stratos.messaging.memory;

import io.stratos.messaging.delivery.Attempt;
import io.stratos.messaging.delivery.Doubt;
import io.stratos.messaging.delivery.Intervention;
import io.stratos.messaging.delivery.Outcome;
import io.stratos.messaging.delivery.Replaying;
import io.stratos.messaging.delivery.Resolution;
import io.stratos.messaging.delivery.Resolving;
import io.stratos.messaging.id.MessageId;
import io.stratos.messaging.id.TenantId;
import io.stratos.messaging.message.DoubtPolicy;
import io.stratos.messaging.message.Message;
import io.stratos.messaging.message.MessageStatus;
import io.stratos.messaging.spi.store.Interventions.Order;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Does what people decide about doubts and failures. */
final class Intervening {

    private final Tables tables;

    Intervening(Tables tables) {
        this.tables = tables;
    }

    List<Doubt> doubts(TenantId tenant, @Nullable MessageId after, int limit) {
        return tables.dispatch.values().stream()
                .filter(row -> row.state == DispatchRow.State.IN_DOUBT
                        && row.message.message().tenant().equals(tenant)
                        && (after == null || row.message.message().id().compareTo(after) > 0))
                .sorted(Comparator.comparing(row -> row.message.message().id()))
                .limit(limit)
                .map(Intervening::doubt)
                .toList();
    }

    Optional<Doubt> doubt(TenantId tenant, MessageId message) {
        DispatchRow row = tables.dispatch(tenant, message);
        return row != null && row.state == DispatchRow.State.IN_DOUBT ? Optional.of(doubt(row)) : Optional.empty();
    }

    private static Doubt doubt(DispatchRow row) {
        return new Doubt(row.message.message(), attempt(row).attempt(), row.isParked() ? null : row.due);
    }

    private static AttemptRow attempt(DispatchRow row) {
        return Objects.requireNonNull(row.message.attempt(Objects.requireNonNull(row.attempt)));
    }

    Optional<Resolving> resolve(TenantId tenant, Order order) {
        MessageRow message = tables.message(tenant, order.message());
        if (message == null) {
            return Optional.empty();
        }
        DispatchRow row = tables.dispatch(tenant, order.message());
        if (row == null
                || row.state != DispatchRow.State.IN_DOUBT
                || !order.attempt().equals(row.attempt)) {
            return Optional.of(Resolving.NOT_IN_DOUBT);
        }
        if (order.resolution() == Resolution.RESEND) {
            if (message.message().doubtPolicy() == DoubtPolicy.NEVER_RESEND) {
                return Optional.of(Resolving.NEVER_RESENT);
            }
            if (!row.isParked()) {
                return Optional.of(Resolving.STILL_LOOKING);
            }
        }
        apply(order, row, tables.now());
        return Optional.of(Resolving.RESOLVED);
    }

    private void apply(Order order, DispatchRow row, Instant now) {
        row.raisedToken();
        Intervention.Action action = switch (order.resolution()) {
            case RESEND -> {
                Instant rested = attempt(row).attempt().startedAt().plus(order.rest());
                row.resent(rested.isAfter(now) ? rested : now);
                yield Intervention.Action.RESEND;
            }
            case GIVE_UP -> {
                row.message.raise(MessageStatus.FAILED, now);
                tables.gone(row);
                yield Intervention.Action.GIVE_UP;
            }
            case SENT -> {
                arrived(row, MessageStatus.SENT, now);
                yield Intervention.Action.SENT;
            }
            case DELIVERED -> {
                arrived(row, MessageStatus.DELIVERED, now);
                yield Intervention.Action.DELIVERED;
            }
        };
        row.message.intervened(new Intervention(now, action, order.attempt(), order.by(), order.reason()));
    }

    private void arrived(DispatchRow row, MessageStatus status, Instant now) {
        attempt(row).raise(status);
        row.message.followUnits(now);
        tables.advance(row, now);
    }

    Map<MessageId, Replaying> replay(TenantId tenant, Collection<MessageId> messages, String by, String reason) {
        Map<MessageId, Replaying> results = new TreeMap<>();
        for (MessageId id : new TreeSet<>(messages)) {
            MessageRow message = tables.message(tenant, id);
            if (message != null) {
                Replaying result = judge(message, tables.dispatch(tenant, id));
                if (result == Replaying.REPLAYED) {
                    Instant now = tables.now();
                    message.begunAnew();
                    DispatchRow row = new DispatchRow(message, now);
                    row.raisedToken();
                    tables.dispatch.put(new Scoped<>(tenant, id), row);
                    message.intervened(new Intervention(now, Intervention.Action.REPLAY, null, by, reason));
                }
                results.put(id, result);
            }
        }
        return results;
    }

    private static Replaying judge(MessageRow message, @Nullable DispatchRow row) {
        if (row != null || message.message().status() != MessageStatus.FAILED) {
            return Replaying.NOT_FAILED;
        }
        boolean wasInDoubt = false;
        for (AttemptRow made : message.attempts()) {
            Attempt attempt = made.attempt();
            boolean absent =
                    attempt.outcome() instanceof Outcome.NotSent || attempt.outcome() instanceof Outcome.Refused;
            if (!absent || attempt.providerMessageId() != null) {
                return Replaying.MAY_HAVE_BEEN_SENT;
            }
            wasInDoubt |= attempt.status() == MessageStatus.IN_DOUBT;
        }
        if (message.isReportedOn()) {
            return Replaying.MAY_HAVE_BEEN_SENT;
        }
        return wasInDoubt && message.message().doubtPolicy() == DoubtPolicy.NEVER_RESEND
                ? Replaying.NEVER_RESENT
                : Replaying.REPLAYED;
    }

    List<MessageId> failed(TenantId tenant, Instant since, @Nullable MessageId after, int limit) {
        return tables.messages().stream()
                .map(MessageRow::message)
                .filter(message -> message.tenant().equals(tenant)
                        && message.status() == MessageStatus.FAILED
                        && message.failedAt().filter(at -> !at.isBefore(since)).isPresent()
                        && (after == null || message.id().compareTo(after) > 0))
                .map(Message::id)
                .sorted()
                .limit(limit)
                .toList();
    }
}
