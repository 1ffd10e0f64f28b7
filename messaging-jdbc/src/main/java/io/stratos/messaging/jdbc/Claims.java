package io.stratos.messaging.jdbc;

import io.stratos.messaging.message.Message;
import io.stratos.messaging.spi.store.AddressRecord;
import io.stratos.messaging.spi.store.ClaimToken;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What the dispatcher may take up, and what it gives back. */
final class Claims {

    /** Holds for rows of the alias {@code d} that are due and whose tenant sends. */
    static String isDue(Sql sql) {
        return "d.state = 'READY' AND d.due_at <= " + sql.clock()
                + " AND EXISTS (SELECT 1 FROM msg_tenant s WHERE s.tenant_id = d.tenant_id AND s.status = 'ACTIVE')";
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
