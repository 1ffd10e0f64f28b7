package io.stratos.messaging.jdbc;

import io.stratos.messaging.delivery.Intervention;
import io.stratos.messaging.id.AttemptId;
import java.util.Collection;
import java.util.List;
import java.util.UUID;

/** What people did to messages, as rows of {@code msg_intervention}. */
final class InterventionRows {

    private InterventionRows() {}

    /** An intervention and the token it raised the dispatch row to. */
    record Entry(Key key, long token, Intervention done) {}

    static void insert(Writes writes, Collection<Entry> entries) {
        Rows.of(entries)
                .text("tenant_id", e -> e.key.tenant().value())
                .uuid("message_id", e -> e.key.message().value())
                .number("token", Entry::token)
                .time("at", e -> e.done.at())
                .text("action", e -> e.done.action().name())
                .uuid(
                        "attempt_id",
                        e -> e.done.attempt() == null ? null : e.done.attempt().value())
                .text("done_by", e -> e.done.by())
                .text("reason", e -> e.done.reason())
                .insertInto(writes, "msg_intervention");
    }

    static List<Intervention> of(Sql sql, Key key) {
        return sql.query("SELECT at, action, attempt_id, done_by, reason FROM msg_intervention"
                        + " WHERE tenant_id = :tenant AND message_id = :message ORDER BY token")
                .bind("tenant", key.tenant().value())
                .bind("message", key.message().value())
                .map(rs -> {
                    UUID attempt = Sql.uuidOrNull(rs, "attempt_id");
                    return new Intervention(
                            Sql.requiredTime(rs, "at"),
                            Intervention.Action.valueOf(rs.getString("action")),
                            attempt == null ? null : new AttemptId(attempt),
                            rs.getString("done_by"),
                            rs.getString("reason"));
                })
                .list();
    }
}
