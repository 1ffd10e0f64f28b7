package io.stratos.messaging.jdbc;

import io.stratos.messaging.spi.store.ClaimToken;
import java.util.Collection;
import java.util.List;

/** Claims that are given back. */
final class Claims {

    private Claims() {}

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
