package io.stratos.messaging.jdbc;

import io.stratos.messaging.spi.store.Claim;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jdbi.v3.core.statement.UnableToExecuteStatementException;

/** H2 2.x, embedded or in memory. */
final class H2Dialect implements Dialect {

    private static final String UNIQUE_VIOLATION = "23505";
    private static final int INSERT_TRIES = 3;

    @Override
    public String name() {
        return "h2";
    }

    @Override
    public String clock(String parameter) {
        return "DATEADD(MICROSECOND, CAST(" + parameter + " AS BIGINT), CURRENT_TIMESTAMP(6))";
    }

    @Override
    public String forShare(String alias) {
        return " FOR UPDATE";
    }

    @Override
    public String forUpdate(String alias) {
        return " FOR UPDATE";
    }

    @Override
    public int insertNew(Sql sql, String table, Rows<?> rows, List<String> keys) {
        String text = "INSERT INTO " + table + " (" + rows.names() + ") SELECT " + rows.expressions() + " FROM "
                + rows.source() + " WHERE NOT EXISTS (SELECT 1 FROM " + table + " t WHERE " + matching(keys) + ")";
        for (int tries = 1; ; tries++) {
            try {
                return rows.bind(sql.update(text)).execute();
            } catch (UnableToExecuteStatementException e) {
                // Somebody else took a key after this statement began: now it can be seen.
                boolean taken =
                        e.getCause() instanceof SQLException cause && UNIQUE_VIOLATION.equals(cause.getSQLState());
                if (!taken || tries == INSERT_TRIES) {
                    throw e;
                }
            }
        }
    }

    @Override
    public boolean writesTogether() {
        return false;
    }

    @Override
    public String update(String table, String source, List<String> keys, List<String> assignments) {
        return merge(table, source, keys) + "UPDATE SET " + String.join(", ", assignments);
    }

    @Override
    public String delete(String table, String source, List<String> keys) {
        return merge(table, source, keys) + "DELETE";
    }

    private static String merge(String table, String source, List<String> keys) {
        return "MERGE INTO " + table + " AS t USING (SELECT * FROM " + source + ") AS v ON " + matching(keys)
                + " WHEN MATCHED THEN ";
    }

    private static String matching(List<String> keys) {
        return keys.stream().map(key -> "t." + key + " = v." + key).collect(Collectors.joining(" AND "));
    }

    /** The file's path, or the name of a database in memory: H2 has nothing else that a copy does not take along. */
    @Override
    public String identity() {
        return "COALESCE('H2 file ' || DATABASE_PATH(), 'H2 in memory ' || DATABASE())";
    }

    @Override
    public List<Claim> claim(Sql sql, int limit, Duration lease) {
        List<Key> due = lockDue(sql, limit);
        Rows<Key> keys = Key.rows(due);
        keys.bind(sql.update(update(
                        "msg_dispatch",
                        keys.source(),
                        Key.COLUMNS,
                        List.of("state = 'CLAIMED'", "token = t.token + 1", "due_at = " + clock(":lease_end")))))
                .bind("lease_end", sql.micros(lease))
                .execute();
        List<Claim> claimed = new ArrayList<>(keys.bind(sql.query("SELECT " + Claims.COLUMNS + " FROM " + keys.source()
                        + " JOIN msg_dispatch d ON d.tenant_id = v.tenant_id AND d.message_id = v.message_id"
                        + " JOIN msg_message m ON m.tenant_id = v.tenant_id AND m.message_id = v.message_id"))
                .map((rs, context) -> Claims.read(rs))
                .list());
        Map<Key, Integer> order = new HashMap<>();
        due.forEach(key -> order.put(key, order.size()));
        claimed.sort(Comparator.comparing(claim -> order.get(Key.of(claim.token()))));
        return claimed;
    }

    /**
     * Two statements, as FOR UPDATE makes H2 sort, and lock, all that is due instead of reading the index's first rows;
     * and again further on while others hold some of them: a host may hold the oldest for long.
     */
    private static List<Key> lockDue(Sql sql, int limit) {
        // A set, as rows may come into the pages before while these are read.
        Set<Key> locked = new LinkedHashSet<>();
        int seen = 0;
        while (locked.size() < limit) {
            int wanted = limit - locked.size();
            List<Key> found = sql.query("SELECT d.tenant_id, d.message_id FROM msg_dispatch d" + isDue(sql) + " AND "
                            + Claims.SENDING_TENANT + " ORDER BY d.state, d.due_at, d.message_id"
                            + " OFFSET :seen ROWS FETCH FIRST :wanted ROWS ONLY")
                    .bind("seen", seen)
                    .bind("wanted", wanted)
                    .map((rs, context) -> Key.read(rs))
                    .list();
            seen += found.size();
            Rows<Key> rows = Key.rows(found);
            locked.addAll(rows.bind(sql.query("SELECT d.tenant_id, d.message_id FROM " + rows.source()
                            + " JOIN msg_dispatch d ON d.tenant_id = v.tenant_id AND d.message_id = v.message_id"
                            + isDue(sql) + " ORDER BY d.due_at, d.message_id FOR UPDATE SKIP LOCKED"))
                    .map((rs, context) -> Key.read(rs))
                    .list());
            if (found.size() < wanted) {
                break;
            }
        }
        return List.copyOf(locked);
    }

    private static String isDue(Sql sql) {
        return " WHERE d.state = 'READY' AND d.due_at <= " + sql.clock();
    }
}
