package io.stratos.messaging.jdbc;

import io.stratos.messaging.spi.store.Claim;
import io.stratos.messaging.spi.store.Later;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Which late messages of a contact were due after another one. */
final class Latecomers {

    private Latecomers() {}

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
                        + " AND (d.state = 'CLAIMED' OR d.state IN ('WAITING', 'READY') AND d.due_at <= " + sql.clock()
                        + ")"
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
}
