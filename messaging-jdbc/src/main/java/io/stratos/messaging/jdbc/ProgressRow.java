package io.stratos.messaging.jdbc;

import io.stratos.messaging.message.MessageStatus;
import io.stratos.messaging.routing.Route;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What of a row of {@code msg_message} changes while it is on its way, written back with others. */
final class ProgressRow {

    private static final String COLUMNS =
            "m.tenant_id, m.message_id, m.status, m.sender, m.unit_count, m.sent_at, m.delivered_at, m.read_at, m.failed_at";

    private final Key key;
    private MessageStatus status;
    private @Nullable String sender;
    private int unitCount;
    private @Nullable Instant sentAt;
    private @Nullable Instant deliveredAt;
    private @Nullable Instant readAt;
    private @Nullable Instant failedAt;
    private boolean changed;
    private boolean isBeyondSent;

    private ProgressRow(Key key, MessageStatus status) {
        this.key = key;
        this.status = status;
    }

    private static ProgressRow read(ResultSet rs) throws SQLException {
        ProgressRow row = new ProgressRow(Key.read(rs), MessageStatus.valueOf(rs.getString("status")));
        row.sender = rs.getString("sender");
        row.unitCount = rs.getInt("unit_count");
        row.sentAt = Sql.time(rs, "sent_at");
        row.deliveredAt = Sql.time(rs, "delivered_at");
        row.readAt = Sql.time(rs, "read_at");
        row.failedAt = Sql.time(rs, "failed_at");
        return row;
    }

    static List<ProgressRow> of(Sql sql, Collection<Key> messages) {
        return select(sql, messages, "");
    }

    /** Locks them in one order: the guard of messages that have no dispatch row any more. */
    static List<ProgressRow> lock(Sql sql, Collection<Key> messages) {
        return select(
                sql,
                messages,
                " ORDER BY m.tenant_id, m.message_id" + sql.dialect().forUpdate("m"));
    }

    private static List<ProgressRow> select(Sql sql, Collection<Key> messages, String suffix) {
        if (messages.isEmpty()) {
            return List.of();
        }
        Rows<Key> rows = Key.rows(messages);
        return rows.bind(sql.query("SELECT " + COLUMNS + " FROM msg_message m JOIN " + rows.source()
                        + " ON m.tenant_id = v.tenant_id AND m.message_id = v.message_id" + suffix))
                .map(rs -> read(rs))
                .list();
    }

    static void write(Writes writes, Collection<ProgressRow> rows) {
        List<ProgressRow> changes = rows.stream().filter(m -> m.changed).toList();
        Rows<ProgressRow> columns = Rows.of(changes)
                .text("tenant_id", m -> m.key.tenant().value())
                .uuid("message_id", m -> m.key.message().value())
                .text("status", m -> m.status.name())
                .text("sender", m -> m.sender)
                .integer("unit_count", m -> m.unitCount)
                .time("sent_at", m -> m.sentAt);
        if (changes.stream().anyMatch(m -> m.isBeyondSent)) {
            columns.time("delivered_at", m -> m.deliveredAt)
                    .time("read_at", m -> m.readAt)
                    .time("failed_at", m -> m.failedAt);
        }
        columns.update(writes, "msg_message", "tenant_id", "message_id");
    }

    Key key() {
        return key;
    }

    MessageStatus status() {
        return status;
    }

    /** Takes over what only the dispatch row and the latest attempt know while a request is on its way. */
    void learn(int units, Route latest) {
        String from = latest.from().value();
        changed |= (unitCount != units && units > 0) || !from.equals(sender);
        unitCount = units > 0 ? units : unitCount;
        sender = from;
    }

    /** Brings the status up to what the message's attempts, oldest first, say. */
    void follow(List<AttemptRow> attempts, Instant now) {
        Map<Integer, MessageStatus> latest = new TreeMap<>();
        attempts.forEach(attempt -> latest.put(attempt.unit(), attempt.status()));
        List<MessageStatus> units = new ArrayList<>();
        for (int unit = 0; unit < Math.max(1, unitCount); unit++) {
            units.add(latest.getOrDefault(unit, MessageStatus.SENDING));
        }
        raise(MessageStatus.ofUnits(units), now);
    }

    /** The one place where status and times change. They tell the same story in any order of news. */
    void raise(MessageStatus news, Instant now) {
        MessageStatus next = status.after(news);
        if (next == status) {
            return;
        }
        boolean arrived = next == MessageStatus.DELIVERED || next == MessageStatus.READ;
        boolean taken = arrived || next == MessageStatus.SENT || next == MessageStatus.UNDELIVERED;
        status = next;
        isBeyondSent |= next != MessageStatus.SENT || failedAt != null;
        sentAt = firstIf(taken, sentAt, now);
        deliveredAt = firstIf(arrived, deliveredAt, now);
        readAt = firstIf(next == MessageStatus.READ, readAt, now);
        failedAt = next.isFailure() ? firstIf(true, failedAt, now) : null;
        changed = true;
    }

    private static @Nullable Instant firstIf(boolean happened, @Nullable Instant known, Instant now) {
        return known == null && happened ? now : known;
    }
}
