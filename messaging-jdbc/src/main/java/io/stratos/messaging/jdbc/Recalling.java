package io.stratos.messaging.jdbc;

import io.stratos.messaging.delivery.Cancellation;
import io.stratos.messaging.delivery.Rescheduling;
import io.stratos.messaging.exception.ScheduleConflictException;
import io.stratos.messaging.id.MessageId;
import io.stratos.messaging.id.TenantId;
import io.stratos.messaging.message.Message;
import io.stratos.messaging.message.MessageStatus;
import java.sql.Savepoint;
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

/** Takes back and moves what has not gone, see {@link io.stratos.messaging.spi.store.Outbox}. */
final class Recalling {

    private static final int TRIES = 4;

    private final Sql sql;
    private final Set<Key> keys;
    private final Map<Key, DispatchRow> held = new HashMap<>();
    private final Set<Key> underway = new HashSet<>();

    private Recalling(Sql sql, TenantId tenant, Collection<MessageId> messages) {
        this.sql = sql;
        this.keys = new TreeSet<>();
        messages.forEach(id -> keys.add(new Key(tenant, id)));
    }

    static List<MessageId> about(Sql sql, TenantId tenant, String businessKey) {
        return sql.query("SELECT m.message_id FROM msg_message m"
                        + " WHERE m.tenant_id = :tenant AND m.business_key = :business"
                        + " ORDER BY m.tenant_id, m.business_key, m.message_id")
                .bind("tenant", tenant.value())
                .bind("business", businessKey)
                .map(rs -> new MessageId(Sql.uuid(rs, "message_id")))
                .list();
    }

    static Map<MessageId, Cancellation> cancel(Sql sql, TenantId tenant, Collection<MessageId> messages) {
        return messages.isEmpty() ? Map.of() : new Recalling(sql, tenant, messages).cancel();
    }

    static Map<MessageId, Rescheduling> reschedule(
            Sql sql, TenantId tenant, Collection<MessageId> messages, Instant at) {
        return messages.isEmpty() ? Map.of() : new Recalling(sql, tenant, messages).reschedule(at);
    }

    private Map<MessageId, Cancellation> cancel() {
        lock();
        Instant now = sql.now();
        Map<MessageId, Cancellation> results = new TreeMap<>();
        List<ProgressRow> messages = ProgressRow.of(sql, keys);
        for (ProgressRow message : messages) {
            Key key = message.key();
            DispatchRow row = held.get(key);
            if (row != null) {
                row.end();
                message.raise(MessageStatus.CANCELLED, now);
                results.put(key.message(), Cancellation.CANCELLED);
            } else {
                boolean over = isOver(key, message.status());
                results.put(key.message(), over ? Cancellation.ALREADY_OVER : Cancellation.TOO_LATE);
            }
        }
        Writes writes = new Writes(sql);
        ProgressRow.write(writes, messages);
        DispatchRow.write(writes, held.values());
        writes.run();
        return results;
    }

    private Map<MessageId, Rescheduling> reschedule(Instant at) {
        lock();
        Instant now = sql.now();
        Instant to = at.isBefore(now) ? now : at;
        Map<MessageId, Rescheduling> results = new TreeMap<>();
        List<Key> moved = new ArrayList<>();
        Accepting.messages(sql, keys).forEach((key, message) -> {
            DispatchRow row = held.get(key);
            if (row != null) {
                check(message, to);
                row.move(to);
                moved.add(key);
                results.put(key.message(), Rescheduling.RESCHEDULED);
            } else {
                boolean over = isOver(key, message.status());
                results.put(key.message(), over ? Rescheduling.ALREADY_OVER : Rescheduling.TOO_LATE);
            }
        });
        Writes writes = new Writes(sql);
        Rows.of(moved)
                .text("tenant_id", key -> key.tenant().value())
                .uuid("message_id", key -> key.message().value())
                .time("scheduled_at", key -> to)
                .update(writes, "msg_message", "tenant_id", "message_id");
        DispatchRow.write(writes, held.values());
        writes.run();
        return results;
    }

    private static void check(Message message, Instant to) {
        message.expiresAt().filter(end -> !to.isBefore(end)).ifPresent(end -> {
            throw new ScheduleConflictException(message.id().toString(), to, end);
        });
    }

    private boolean isOver(Key key, MessageStatus status) {
        return !underway.contains(key) && (status.isFailure() || status == MessageStatus.RECEIVED);
    }

    /**
     * Locks the rows that can be changed, and no others: a host may keep the locks for long, and whoever settles a
     * request on its way must not wait for it. A row that somebody took further while we waited for it is locked all
     * the same by then, so that lock is given back with the savepoint, and the rows are looked at again.
     */
    private void lock() {
        for (int tries = 1; ; tries++) {
            Savepoint before = sql.setSavepoint();
            held.clear();
            underway.clear();
            Set<Key> recallable = look();
            List<DispatchRow> locked = recallable.isEmpty() ? List.of() : DispatchRow.lockRecallable(sql, recallable);
            locked.forEach(row -> held.put(row.key(), row));
            if (held.size() == recallable.size() || tries == TRIES) {
                sql.release(before);
                return;
            }
            sql.rollbackTo(before);
        }
    }

    private Set<Key> look() {
        Set<Key> recallable = new TreeSet<>();
        Rows<Key> rows = Key.rows(keys);
        rows.bind(sql.query("SELECT d.tenant_id, d.message_id, CASE WHEN " + DispatchRow.RECALLABLE
                        + " THEN 1 ELSE 0 END AS recallable FROM msg_dispatch d JOIN " + rows.source()
                        + " ON d.tenant_id = v.tenant_id AND d.message_id = v.message_id"))
                .map(rs -> (rs.getInt("recallable") == 1 ? recallable : underway).add(Key.read(rs)))
                .list();
        return recallable;
    }
}
