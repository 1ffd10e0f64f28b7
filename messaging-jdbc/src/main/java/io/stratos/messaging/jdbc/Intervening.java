package io.stratos.messaging.jdbc;

import io.stratos.messaging.delivery.Doubt;
import io.stratos.messaging.delivery.Intervention;
import io.stratos.messaging.delivery.Intervention.Action;
import io.stratos.messaging.delivery.Resolution;
import io.stratos.messaging.delivery.Resolving;
import io.stratos.messaging.id.AttemptId;
import io.stratos.messaging.id.MessageId;
import io.stratos.messaging.id.TenantId;
import io.stratos.messaging.message.DoubtPolicy;
import io.stratos.messaging.message.Message;
import io.stratos.messaging.message.MessageStatus;
import io.stratos.messaging.spi.store.Interventions.Order;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Lists doubts and does what people decide about them, see {@link io.stratos.messaging.spi.store.Interventions}. */
final class Intervening {

    private Intervening() {}

    static List<Doubt> doubts(Sql sql, TenantId tenant, @Nullable MessageId after, int limit) {
        var query = sql.query("SELECT " + DispatchRow.COLUMNS + " FROM msg_dispatch d"
                + " WHERE d.tenant_id = :tenant AND d.state = 'IN_DOUBT'"
                + (after == null ? "" : " AND d.message_id > :after")
                + " ORDER BY d.message_id FETCH FIRST :limit ROWS ONLY");
        if (after != null) {
            query.bind("after", after.value());
        }
        return doubts(
                sql,
                query.bind("tenant", tenant.value())
                        .bind("limit", limit)
                        .map(rs -> DispatchRow.read(rs))
                        .list());
    }

    static Optional<Doubt> doubt(Sql sql, Key key) {
        return doubts(
                        sql,
                        sql.query("SELECT " + DispatchRow.COLUMNS + " FROM msg_dispatch d"
                                        + " WHERE d.tenant_id = :tenant AND d.message_id = :message"
                                        + " AND d.state = 'IN_DOUBT'")
                                .bind("tenant", key.tenant().value())
                                .bind("message", key.message().value())
                                .map(rs -> DispatchRow.read(rs))
                                .list())
                .stream()
                .findFirst();
    }

    private static List<Doubt> doubts(Sql sql, List<DispatchRow> rows) {
        if (rows.isEmpty()) {
            return List.of();
        }
        List<Key> keys = rows.stream().map(DispatchRow::key).toList();
        Map<Key, Message> messages = Accepting.readable(sql, keys);
        Map<AttemptId, AttemptRow> attempts = new HashMap<>();
        AttemptRow.of(sql, keys).forEach(attempt -> attempts.put(attempt.id(), attempt));
        List<Doubt> doubts = new ArrayList<>();
        for (DispatchRow row : rows) {
            Message message = messages.get(row.key());
            AttemptRow attempt = row.attempt() == null ? null : attempts.get(row.attempt());
            if (message != null && attempt != null) {
                doubts.add(new Doubt(message, attempt.toAttempt(), row.dueAt()));
            }
        }
        return doubts;
    }

    static Optional<Resolving> resolve(Sql sql, Key key, Order order) {
        Workbench bench = Workbench.lock(sql, List.of(key));
        ProgressRow message = bench.message(key);
        if (message == null) {
            return Optional.empty();
        }
        DispatchRow row = bench.dispatch(key);
        AttemptRow attempt = bench.attempt(key, order.attempt());
        if (row == null || attempt == null || !row.isInDoubt(order.attempt())) {
            return Optional.of(Resolving.NOT_IN_DOUBT);
        }
        if (order.resolution() == Resolution.RESEND) {
            if (policy(sql, key) == DoubtPolicy.NEVER_RESEND) {
                return Optional.of(Resolving.NEVER_RESENT);
            }
            if (!row.isParked()) {
                return Optional.of(Resolving.STILL_LOOKING);
            }
        }
        Instant now = bench.now();
        Action action = switch (order.resolution()) {
            case RESEND -> {
                Instant rested = attempt.toAttempt().startedAt().plus(order.rest());
                row.resend(rested.isAfter(now) ? rested : now);
                yield Action.RESEND;
            }
            case GIVE_UP -> {
                row.raiseToken();
                row.end();
                message.raise(MessageStatus.FAILED, now);
                yield Action.GIVE_UP;
            }
            case SENT -> arrived(bench, row, attempt, MessageStatus.SENT, Action.SENT);
            case DELIVERED -> arrived(bench, row, attempt, MessageStatus.DELIVERED, Action.DELIVERED);
        };
        long token = row.token();
        bench.writeBack();
        Writes writes = new Writes(sql);
        InterventionRows.insert(
                writes,
                List.of(new InterventionRows.Entry(
                        key, token, new Intervention(now, action, order.attempt(), order.by(), order.reason()))));
        writes.run();
        return Optional.of(Resolving.RESOLVED);
    }

    private static Action arrived(
            Workbench bench, DispatchRow row, AttemptRow attempt, MessageStatus status, Action action) {
        row.raiseToken();
        bench.report(row.key(), attempt.id(), status);
        return action;
    }

    private static DoubtPolicy policy(Sql sql, Key key) {
        return Conversations.message(sql, key).orElseThrow().doubtPolicy();
    }
}
