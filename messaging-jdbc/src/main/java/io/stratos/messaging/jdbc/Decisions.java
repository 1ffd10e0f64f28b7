package io.stratos.messaging.jdbc;

import com.fasterxml.jackson.databind.JsonNode;
import io.stratos.messaging.delivery.Decision;
import io.stratos.messaging.delivery.Ruling;
import io.stratos.messaging.delivery.Verdict;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What the gate said: rows of {@code msg_decision}, but for what let an attempt go, which is kept with the attempt. */
final class Decisions {

    /** The token under which the decision at acceptance is kept; claims begin with 1. */
    static final long AT_ACCEPT = 0;

    private Decisions() {}

    /** A decision and the claim it was asked for. */
    record Entry(Key key, long token, Decision decision) {}

    static void insert(Writes writes, Collection<Entry> entries) {
        Rows.of(entries)
                .text("tenant_id", e -> e.key.tenant().value())
                .uuid("message_id", e -> e.key.message().value())
                .number("token", Entry::token)
                .time("at", e -> e.decision.at())
                .text("stage", e -> e.decision.stage().name())
                .text("verdicts", e -> writes.sql().texts().verdicts(e.decision.verdicts()))
                .insertInto(writes, "msg_decision");
    }

    static Map<Key, Decision> atAccept(Sql sql, Collection<Key> keys) {
        Map<Key, Decision> found = new HashMap<>();
        Rows<Key> rows = Key.rows(keys);
        rows.bind(sql.query("SELECT e.tenant_id, e.message_id, e.token, e.at, e.stage, e.verdicts FROM msg_decision e"
                        + " JOIN " + rows.source() + " ON e.tenant_id = v.tenant_id AND e.message_id = v.message_id"
                        + " WHERE e.token = :token"))
                .bind("token", AT_ACCEPT)
                .map(rs -> new Entry(Key.read(rs), AT_ACCEPT, read(rs)))
                .forEach(entry -> found.put(entry.key, entry.decision));
        return found;
    }

    static List<Decision> of(Sql sql, Key key) {
        return sql.query("SELECT e.token, e.at, e.stage, e.verdicts FROM msg_decision e"
                        + " WHERE e.tenant_id = :tenant AND e.message_id = :message"
                        + " UNION ALL SELECT a.token, COALESCE(a.decided_at, a.started_at), 'SEND', a.verdicts"
                        + " FROM msg_attempt a WHERE a.tenant_id = :tenant AND a.message_id = :message"
                        + " ORDER BY token")
                .bind("tenant", key.tenant().value())
                .bind("message", key.message().value())
                .map(rs -> read(rs))
                .list();
    }

    private static Decision read(ResultSet rs) throws SQLException {
        return new Decision(
                Sql.requiredTime(rs, "at"),
                Decision.Stage.valueOf(rs.getString("stage")),
                Json.list(Json.parse(rs.getString("verdicts")), Decisions::verdict));
    }

    private static Verdict verdict(JsonNode node) {
        String until = Json.textOrNull(node, "until");
        return new Verdict(
                Json.text(node, "rule"),
                Ruling.valueOf(Json.text(node, "ruling")),
                Json.text(node, "reason"),
                until == null ? null : Instant.parse(until));
    }
}
