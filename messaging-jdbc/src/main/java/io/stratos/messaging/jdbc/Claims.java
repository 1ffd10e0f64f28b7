package io.stratos.messaging.jdbc;

import io.stratos.messaging.message.Message;
import io.stratos.messaging.spi.store.AddressRecord;
import io.stratos.messaging.spi.store.Claim;
import io.stratos.messaging.spi.store.ClaimToken;
import io.stratos.messaging.spi.store.Later;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What the dispatcher may take up, and what it gives back. */
final class Claims {

    /** Holds for rows of the alias {@code d} that are due and whose tenant sends. */
    static String isDue(Sql sql) {
        return "d.state = 'READY' AND d.due_at <= " + sql.clock()
                + " AND EXISTS (SELECT 1 FROM msg_tenant s WHERE s.tenant_id = d.tenant_id AND s.status = 'ACTIVE')"
                + " AND (d.order_key IS NULL OR NOT EXISTS (" + earlier(sql) + "))";
    }

    /**
     * The messages of the same conversation that keep an order, as {@code d} does, come before it and are not over. What
     * another transaction is just taking up still reads as it was, so it holds back as before.
     */
    private static String earlier(Sql sql) {
        return "SELECT 1 FROM msg_dispatch e"
                + " JOIN msg_message em ON em.tenant_id = e.tenant_id AND em.message_id = e.message_id"
                + " JOIN msg_message dm ON dm.tenant_id = d.tenant_id AND dm.message_id = d.message_id"
                + " WHERE e.tenant_id = d.tenant_id AND e.order_key = d.order_key"
                + " AND (em.created_at < dm.created_at OR em.created_at = dm.created_at AND e.message_id < d.message_id)"
                + " AND (e.state <> 'IN_DOUBT' OR e.due_at IS NOT NULL)"
                + " AND (em.scheduled_at IS NULL OR em.scheduled_at <= " + sql.clock() + ")";
    }

    /** See {@link io.stratos.messaging.spi.store.MessagingStore#dueLater}. */
    static List<Later> dueLater(Sql sql, List<Claim> claims, Duration grace) {
        Rows<Claim> rows = Rows.of(claims)
                .text("tenant_id", c -> c.token().tenant().value())
                .uuid("message_id", c -> c.token().message().value())
                .uuid("conversation_id", c -> c.message().conversation().value())
                .text("business_key", c -> c.message().businessKey().orElse(null))
                .text("purpose", c -> c.message().purpose().name())
                .time("since", Claim::due);
        String since = "GREATEST(COALESCE(d.owed_at, d.due_at), m.created_at)";
        String same = "m.business_key = v.business_key"
                + " OR m.business_key IS NULL AND v.business_key IS NULL AND m.purpose = v.purpose";
        Map<Key, Later> found = new HashMap<>();
        rows.bind(sql.query("SELECT v.tenant_id, v.message_id, MAX(CASE WHEN " + same + " THEN " + since
                        + " END) AS same_at, MAX(CASE WHEN d.order_key IS NULL THEN " + since + " END) AS any_at FROM "
                        + rows.source()
                        + " JOIN msg_message m ON m.tenant_id = v.tenant_id AND m.conversation_id = v.conversation_id"
                        + " JOIN msg_dispatch d ON d.tenant_id = m.tenant_id AND d.message_id = m.message_id"
                        + " WHERE m.scheduled_at IS NOT NULL AND d.unit = 0"
                        + " AND (d.state = 'CLAIMED' OR d.state = 'READY' AND d.due_at <= " + sql.clock() + ")"
                        + " AND " + since + " < " + sql.dialect().clock(":late") + " AND (" + since + " > v.since OR "
                        + since + " = v.since AND d.message_id > v.message_id)"
                        + " GROUP BY v.tenant_id, v.message_id"))
                .bind("late", sql.micros(grace.negated()))
                .map(rs -> Map.entry(Key.read(rs), new Later(Sql.time(rs, "same_at"), Sql.time(rs, "any_at"))))
                .list()
                .forEach(entry -> found.put(entry.getKey(), entry.getValue()));
        return claims.stream()
                .map(claim -> found.getOrDefault(Key.of(claim.token()), new Later(null, null)))
                .toList();
    }

    private Claims() {}

    /** A row that is due, locked together with its recipient's. */
    record Due(DispatchRow row, Message message, AddressRecord recipient) {

        /** What {@link #read} needs of the aliases {@code d}, {@code m} and {@code a}. */
        static String columns(Sql sql) {
            return DispatchRow.COLUMNS + ", " + MessageRows.RESTING + ", " + Addresses.COLUMNS + ", " + sql.clock()
                    + " AS db_now";
        }

        static final String SOURCE = "msg_dispatch d"
                + " JOIN msg_message m ON m.tenant_id = d.tenant_id AND m.message_id = d.message_id"
                + " JOIN msg_address a ON a.tenant_id = m.tenant_id AND a.address = m.recipient";

        static Due read(ResultSet rs) throws SQLException {
            Message message = MessageRows.read(rs);
            return new Due(DispatchRow.read(rs), message, Addresses.record(rs, message.to()));
        }
    }

    /** {@return what can be read; what cannot is set aside, so that it does not keep the others} */
    static List<Due> readable(Sql sql, List<Read> all) {
        Unreadable.setAside(sql, all.stream().filter(read -> read.due == null).toList());
        return all.stream().flatMap(read -> Stream.ofNullable(read.due)).toList();
    }

    /** A row that is due and locked, and what belongs to it, or why that cannot be read. */
    record Read(
            DispatchRow row, @Nullable Due due, @Nullable RuntimeException failure) {

        static Read of(ResultSet rs) throws SQLException {
            try {
                Due due = Due.read(rs);
                return new Read(due.row, due, null);
            } catch (RuntimeException failure) {
                return new Read(DispatchRow.read(rs), null, failure);
            }
        }
    }

    static void release(Sql sql, Collection<ClaimToken> tokens) {
        if (tokens.isEmpty()) {
            return;
        }
        Rows<ClaimToken> rows = Rows.of(tokens)
                .text("tenant_id", t -> t.tenant().value())
                .uuid("message_id", t -> t.message().value())
                .number("token", ClaimToken::token);
        // Locked in one order first: an update locks in whatever order it finds the rows.
        List<Key> held = rows.bind(
                        sql.query("SELECT d.tenant_id, d.message_id FROM msg_dispatch d JOIN " + rows.source()
                                + " ON d.tenant_id = v.tenant_id AND d.message_id = v.message_id AND d.token = v.token"
                                + " WHERE d.state = 'CLAIMED' ORDER BY d.tenant_id, d.message_id"
                                + sql.dialect().forUpdate("d") + " SKIP LOCKED"))
                .map(rs -> Key.read(rs))
                .list();
        if (held.isEmpty()) {
            return;
        }
        Rows<Key> keys = Key.rows(held);
        keys.bind(sql.update(sql.dialect()
                        .update(
                                "msg_dispatch",
                                keys.source(),
                                Key.COLUMNS,
                                List.of("state = 'READY'", "due_at = " + sql.clock()))))
                .execute();
    }
}
