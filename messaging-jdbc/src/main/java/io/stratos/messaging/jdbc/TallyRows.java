package io.stratos.messaging.jdbc;

import io.stratos.messaging.id.ConversationId;
import io.stratos.messaging.id.TenantId;
import io.stratos.messaging.spi.store.Draw;
import io.stratos.messaging.spi.store.IntentResult;
import io.stratos.messaging.spi.store.Tallies;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** How much of limits is used, as rows of {@code msg_tally}. */
final class TallyRows {

    private static final String MATCHING =
            " ON t.tenant_id = v.tenant_id AND t.scope = v.scope AND t.subject = v.subject";

    private TallyRows() {}

    /**
     * Locks what decisions draw on; the last locks of their transaction.
     *
     * @return the tallies; null if nothing is drawn, and then no statement was run
     */
    static @Nullable Tallies lock(Sql sql, Collection<IntentResult> asked) {
        SortedSet<Draw.Key> keys = Tallies.keys(asked);
        if (keys.isEmpty()) {
            return null;
        }
        Map<Draw.Key, String> texts = lockAll(sql, keys);
        // Read by a statement of its own: the clock of one that waited for a lock may be that of before.
        return new Tallies(texts, sql.now());
    }

    /**
     * Rows that are missing are made before any is locked: whoever waits for a row that is being made holds no lock of
     * another, so that the order of the locks is the only one.
     */
    private static Map<Draw.Key, String> lockAll(Sql sql, SortedSet<Draw.Key> keys) {
        Set<Draw.Key> missing = new HashSet<>(keys);
        missing.removeAll(read(sql, keys).keySet());
        if (!missing.isEmpty()) {
            keyRows(keys.stream().filter(missing::contains).toList())
                    .text("tally", key -> "")
                    .insertNew(sql, "msg_tally", "tenant_id", "scope", "subject");
        }
        Rows<Draw.Key> rows = keyRows(keys);
        return texts(rows.bind(sql.query("SELECT t.tenant_id, t.scope, t.subject, t.tally FROM msg_tally t JOIN "
                        + rows.source() + MATCHING + " ORDER BY t.tenant_id, t.scope, t.subject"
                        + sql.dialect().forUpdate("t")))
                .map(rs -> Line.read(rs))
                .list());
    }

    static Map<Draw.Key, String> read(Sql sql, Collection<Draw.Key> keys) {
        if (keys.isEmpty()) {
            return Map.of();
        }
        Rows<Draw.Key> rows = keyRows(keys);
        return texts(rows.bind(sql.query("SELECT t.tenant_id, t.scope, t.subject, t.tally FROM " + rows.source()
                        + " JOIN msg_tally t" + MATCHING))
                .map(rs -> Line.read(rs))
                .list());
    }

    static void write(Writes writes, @Nullable Tallies tallies) {
        if (tallies != null) {
            Rows.of(tallies.changed().entrySet())
                    .text("tenant_id", e -> e.getKey().tenantName())
                    .text("scope", e -> e.getKey().scope().name())
                    .text("subject", e -> e.getKey().subject())
                    .text("tally", Map.Entry::getValue)
                    .update(writes, "msg_tally", "tenant_id", "scope", "subject");
        }
    }

    /** See {@link io.stratos.messaging.spi.store.MessagingStore#lookAgain}; waits for no lock. */
    static void lookAgain(Sql sql, TenantId tenant, Set<Draw.Scope> waitingFor) {
        if (waitingFor.isEmpty()) {
            return;
        }
        String scopes = waitingFor.stream().map(scope -> "'" + scope + "'").collect(Collectors.joining(", "));
        String waiting = "SELECT d.tenant_id, d.message_id FROM msg_dispatch d WHERE d.tenant_id = :tenant"
                + " AND d.state IN ('WAITING', 'READY') AND d.waits_for IN (" + scopes + ")"
                + sql.dialect().forUpdate("d") + " SKIP LOCKED";
        makeDue(sql, waiting, command -> command.bind("tenant", tenant.value()));
    }

    /**
     * Makes due what waits in a conversation for anything but a limit, its own time or the rest before a resend; waits for
     * no lock, as who calls this holds that of the address.
     */
    static void askAgain(Sql sql, TenantId tenant, ConversationId conversation) {
        String waiting = "SELECT d.tenant_id, d.message_id FROM msg_dispatch d WHERE d.tenant_id = :tenant"
                + " AND d.state = 'WAITING' AND d.waits_for IS NULL AND d.attempt_id IS NULL AND d.message_id IN ("
                + "SELECT m.message_id FROM msg_message m WHERE m.tenant_id = :tenant"
                + " AND m.conversation_id = :conversation"
                + " AND (m.scheduled_at IS NULL OR m.scheduled_at <= " + sql.clock() + "))"
                + sql.dialect().forUpdate("d") + " SKIP LOCKED";
        makeDue(
                sql,
                waiting,
                command -> command.bind("tenant", tenant.value()).bind("conversation", conversation.value()));
    }

    private static void makeDue(Sql sql, String waiting, UnaryOperator<Command> bind) {
        List<String> assignments = List.of("waits_for = NULL", "due_at = LEAST(t.due_at, " + sql.clock() + ")");
        if (sql.dialect().writesTogether()) {
            bind.apply(sql.update(
                            sql.dialect().update("msg_dispatch", "(" + waiting + ") AS v", Key.COLUMNS, assignments)))
                    .execute();
            return;
        }
        List<Key> keys = bind.apply(sql.query(waiting)).map(rs -> Key.read(rs)).list();
        if (!keys.isEmpty()) {
            Rows<Key> rows = Key.rows(keys);
            rows.bind(sql.update(sql.dialect().update("msg_dispatch", rows.source(), Key.COLUMNS, assignments)))
                    .execute();
        }
    }

    private static Rows<Draw.Key> keyRows(Collection<Draw.Key> keys) {
        return Rows.of(keys)
                .text("tenant_id", Draw.Key::tenantName)
                .text("scope", key -> key.scope().name())
                .text("subject", Draw.Key::subject);
    }

    private static Map<Draw.Key, String> texts(List<Line> lines) {
        Map<Draw.Key, String> texts = new HashMap<>();
        lines.forEach(line -> texts.put(line.key, line.tally));
        return texts;
    }

    private record Line(Draw.Key key, String tally) {

        static Line read(ResultSet rs) throws SQLException {
            String tenant = rs.getString("tenant_id");
            Draw.Key key = new Draw.Key(
                    tenant.isEmpty() ? null : TenantId.of(tenant),
                    Draw.Scope.valueOf(rs.getString("scope")),
                    rs.getString("subject"));
            return new Line(key, rs.getString("tally"));
        }
    }
}
