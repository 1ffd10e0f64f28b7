package io.stratos.messaging.jdbc;

import io.stratos.messaging.delivery.Attempt;
import io.stratos.messaging.delivery.Intervention;
import io.stratos.messaging.delivery.Outcome;
import io.stratos.messaging.delivery.Replaying;
import io.stratos.messaging.id.MessageId;
import io.stratos.messaging.id.TenantId;
import io.stratos.messaging.message.DoubtPolicy;
import io.stratos.messaging.message.Lane;
import io.stratos.messaging.message.Message;
import io.stratos.messaging.message.MessageStatus;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Brings failed messages back, see {@link io.stratos.messaging.spi.store.Interventions#replay}. */
final class Replays {

    private Replays() {}

    static List<MessageId> failed(Sql sql, TenantId tenant, Instant since, @Nullable MessageId after, int limit) {
        var query = sql.query("SELECT m.message_id FROM msg_message m WHERE m.tenant_id = :tenant"
                + " AND m.status = 'FAILED' AND m.failed_at >= :since"
                + (after == null ? "" : " AND m.message_id > :after")
                + " ORDER BY m.message_id FETCH FIRST :limit ROWS ONLY");
        if (after != null) {
            query.bind("after", after.value());
        }
        return query.bind("tenant", tenant.value())
                .bind("since", Sql.timeArgument(since))
                .bind("limit", limit)
                .map(rs -> new MessageId(Sql.uuid(rs, "message_id")))
                .list();
    }

    static Map<MessageId, Replaying> replay(
            Sql sql, TenantId tenant, Collection<MessageId> messages, String by, String reason) {
        TreeSet<Key> keys = new TreeSet<>();
        messages.forEach(id -> keys.add(new Key(tenant, id)));
        Map<Key, ProgressRow> failed = new HashMap<>();
        Map<MessageId, Replaying> results = new TreeMap<>();
        // A message without a dispatch row is guarded by its own; whoever brings it back first gives it one.
        for (ProgressRow row : ProgressRow.lock(sql, keys)) {
            results.put(row.key().message(), Replaying.NOT_FAILED);
            if (row.status() == MessageStatus.FAILED) {
                failed.put(row.key(), row);
            }
        }
        Set<Key> replayed = new HashSet<>();
        judge(sql, failed.keySet()).forEach((key, result) -> {
            results.put(key.message(), result);
            if (result == Replaying.REPLAYED) {
                replayed.add(key);
            }
        });
        write(sql, replayed, by, reason);
        return results;
    }

    private static Map<Key, Replaying> judge(Sql sql, Collection<Key> keys) {
        Map<Key, Replaying> results = new TreeMap<>();
        if (keys.isEmpty()) {
            return results;
        }
        Map<Key, List<Attempt>> attempts = new HashMap<>();
        AttemptRow.of(sql, keys)
                .forEach(row -> attempts.computeIfAbsent(row.key(), key -> new ArrayList<>())
                        .add(row.toAttempt()));
        Set<Key> reported = those(sql, keys, "msg_receipt");
        Set<Key> dispatched = those(sql, keys, "msg_dispatch");
        Accepting.messages(sql, keys).forEach((key, message) -> {
            boolean over = !dispatched.contains(key);
            results.put(
                    key,
                    over
                            ? judge(message, attempts.getOrDefault(key, List.of()), reported.contains(key))
                            : Replaying.NOT_FAILED);
        });
        return results;
    }

    private static Replaying judge(Message message, List<Attempt> attempts, boolean reported) {
        boolean wasInDoubt = false;
        for (Attempt attempt : attempts) {
            boolean absent =
                    attempt.outcome() instanceof Outcome.NotSent || attempt.outcome() instanceof Outcome.Refused;
            if (!absent || attempt.providerMessageId() != null) {
                return Replaying.MAY_HAVE_BEEN_SENT;
            }
            wasInDoubt |= attempt.status() == MessageStatus.IN_DOUBT;
        }
        if (reported) {
            return Replaying.MAY_HAVE_BEEN_SENT;
        }
        return wasInDoubt && message.doubtPolicy() == DoubtPolicy.NEVER_RESEND
                ? Replaying.NEVER_RESENT
                : Replaying.REPLAYED;
    }

    private static Set<Key> those(Sql sql, Collection<Key> keys, String table) {
        Rows<Key> rows = Key.rows(keys);
        return new HashSet<>(rows.bind(sql.query("SELECT DISTINCT t.tenant_id, t.message_id FROM " + table + " t JOIN "
                        + rows.source() + " ON t.tenant_id = v.tenant_id AND t.message_id = v.message_id"))
                .map(rs -> Key.read(rs))
                .list());
    }

    private static void write(Sql sql, Set<Key> keys, String by, String reason) {
        if (keys.isEmpty()) {
            return;
        }
        Instant now = sql.now();
        Map<Key, Long> tokens = new TreeMap<>();
        keys.forEach(key -> tokens.put(key, 1L));
        for (String table : List.of("msg_attempt", "msg_decision", "msg_intervention")) {
            highest(sql, keys, table).forEach((key, token) -> tokens.merge(key, token + 1, Math::max));
        }
        Map<Key, Message> messages = Accepting.messages(sql, keys);
        Writes writes = new Writes(sql);
        Key.rows(keys)
                .text("status", key -> MessageStatus.QUEUED.name())
                .time("failed_at", key -> null)
                .integer("unit_count", key -> 0)
                .update(writes, "msg_message", "tenant_id", "message_id");
        Rows.of(tokens.entrySet())
                .text("tenant_id", e -> e.getKey().tenant().value())
                .uuid("message_id", e -> e.getKey().message().value())
                .text("state", e -> DispatchRow.State.READY.name())
                .time("due_at", e -> now)
                .number("token", Map.Entry::getValue)
                .integer("unit", e -> 0)
                .integer("unit_limit", e -> 0)
                .integer("unit_count", e -> 0)
                .integer("attempts", e -> 0)
                .integer("checks", e -> 0)
                .integer("lane", e -> Due.code(lane(messages.get(e.getKey()))))
                .uuid("order_key", e -> DispatchRow.orderKey(messages.get(e.getKey())))
                .insertInto(writes, "msg_dispatch");
        Intervention done = new Intervention(now, Intervention.Action.REPLAY, null, by, reason);
        InterventionRows.insert(
                writes,
                tokens.entrySet().stream()
                        .map(e -> new InterventionRows.Entry(e.getKey(), e.getValue(), done))
                        .toList());
        writes.run();
    }

    private static Lane lane(@Nullable Message message) {
        return message == null ? Lane.EXPRESS : message.lane();
    }

    private static Map<Key, Long> highest(Sql sql, Collection<Key> keys, String table) {
        Map<Key, Long> highest = new HashMap<>();
        Rows<Key> rows = Key.rows(keys);
        rows.bind(sql.query("SELECT t.tenant_id, t.message_id, MAX(t.token) AS token FROM " + table + " t JOIN "
                        + rows.source() + " ON t.tenant_id = v.tenant_id AND t.message_id = v.message_id"
                        + " GROUP BY t.tenant_id, t.message_id"))
                .map(rs -> Map.entry(Key.read(rs), rs.getLong("token")))
                .forEach(entry -> highest.put(entry.getKey(), entry.getValue()));
        return highest;
    }
}
