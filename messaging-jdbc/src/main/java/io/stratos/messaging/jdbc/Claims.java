package io.stratos.messaging.jdbc;

import io.stratos.messaging.message.Message;
import io.stratos.messaging.spi.store.Claim;
import io.stratos.messaging.spi.store.ClaimToken;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;

/** Claims as rows of {@code msg_dispatch} and {@code msg_message}. */
final class Claims {

    /** What {@link #read} needs of the aliases {@code d} and {@code m}. */
    static final String COLUMNS = "d.token, d.unit, d.unit_limit, d.attempts, " + MessageRows.COLUMNS;

    /** Holds for rows of the alias {@code d} whose tenant sends. */
    static final String SENDING_TENANT =
            "EXISTS (SELECT 1 FROM msg_tenant s" + " WHERE s.tenant_id = d.tenant_id AND s.status = 'ACTIVE')";

    private Claims() {}

    static Claim read(ResultSet rs) throws SQLException {
        Message message = MessageRows.read(rs);
        return new Claim(
                new ClaimToken(message.tenant(), message.id(), rs.getLong("token")),
                message,
                new Claim.Progress(rs.getInt("unit"), rs.getInt("unit_limit"), rs.getInt("attempts")));
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
                .map((rs, context) -> Key.read(rs))
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
