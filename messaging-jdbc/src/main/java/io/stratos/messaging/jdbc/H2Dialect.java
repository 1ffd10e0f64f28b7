package io.stratos.messaging.jdbc;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

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
            } catch (Failures.Failed e) {
                // Somebody else took a key after this statement began: now it can be seen.
                boolean taken = UNIQUE_VIOLATION.equals(e.failure().getSQLState());
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

    /**
     * A page of what is due is read without locks, as FOR UPDATE makes H2 sort, and lock, all that is due instead of the
     * index's first rows; then its addresses are locked, then its dispatch rows, and then both are read. And again
     * further on while others hold some of them: a host may hold the oldest for long.
     */
    @Override
    public List<Claims.Due> lockDue(Sql sql, int limit) {
        // By key, as rows may come into the pages before while these are read.
        Map<Key, Claims.Due> locked = new LinkedHashMap<>();
        int seen = 0;
        while (locked.size() < limit) {
            int wanted = limit - locked.size();
            Map<Key, String> found = page(sql, seen, wanted);
            seen += found.size();
            lock(sql, found).forEach(due -> locked.put(due.row().key(), due));
            if (found.size() < wanted) {
                break;
            }
        }
        return List.copyOf(locked.values());
    }

    /** {@return rows that are due, with their recipients} */
    private static Map<Key, String> page(Sql sql, int seen, int wanted) {
        Map<Key, String> page = new LinkedHashMap<>();
        sql.query("SELECT d.tenant_id, d.message_id, m.recipient FROM msg_dispatch d"
                        + " JOIN msg_message m ON m.tenant_id = d.tenant_id AND m.message_id = d.message_id WHERE "
                        + Claims.isDue(sql) + " ORDER BY d.state, d.due_at, d.message_id"
                        + " OFFSET :seen ROWS FETCH FIRST :wanted ROWS ONLY")
                .bind("seen", seen)
                .bind("wanted", wanted)
                .map(rs -> Map.entry(Key.read(rs), rs.getString("recipient")))
                .forEach(entry -> page.put(entry.getKey(), entry.getValue()));
        return page;
    }

    private static List<Claims.Due> lock(Sql sql, Map<Key, String> page) {
        Set<String> free = new HashSet<>();
        Rows<Map.Entry<Key, String>> recipients = Rows.of(page.entrySet())
                .text("tenant_id", entry -> entry.getKey().tenant().value())
                .text("address", Map.Entry::getValue);
        recipients
                .bind(sql.query(
                        "SELECT a.tenant_id, a.address FROM msg_address a JOIN (SELECT DISTINCT tenant_id, address"
                                + " FROM " + recipients.source()
                                + ") v ON a.tenant_id = v.tenant_id AND a.address = v.address"
                                + " ORDER BY a.tenant_id, a.address FOR UPDATE SKIP LOCKED"))
                .map(rs -> rs.getString("tenant_id") + ' ' + rs.getString("address"))
                .forEach(free::add);
        Rows<Key> rows = Key.rows(page.entrySet().stream()
                .filter(entry -> free.contains(entry.getKey().tenant() + " " + entry.getValue()))
                .map(Map.Entry::getKey)
                .toList());
        List<Key> keys = rows.bind(sql.query("SELECT d.tenant_id, d.message_id FROM " + rows.source()
                        + " JOIN msg_dispatch d ON d.tenant_id = v.tenant_id AND d.message_id = v.message_id WHERE "
                        + Claims.isDue(sql) + " ORDER BY d.due_at, d.message_id FOR UPDATE SKIP LOCKED"))
                .map(rs -> Key.read(rs))
                .list();
        Rows<Key> locked = Key.rows(keys);
        return Claims.readable(
                sql,
                locked.bind(sql.query("SELECT " + Claims.Due.columns(sql) + " FROM " + locked.source() + " JOIN "
                                + Claims.Due.SOURCE + " ON d.tenant_id = v.tenant_id AND d.message_id = v.message_id"
                                + " ORDER BY d.due_at, d.message_id"))
                        .map(rs -> Claims.Read.of(rs))
                        .list());
    }
}
