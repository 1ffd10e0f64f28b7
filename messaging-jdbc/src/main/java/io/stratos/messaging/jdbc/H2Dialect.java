package io.stratos.messaging.jdbc;

import io.stratos.messaging.message.Lane;
import io.stratos.messaging.spi.store.Taking;
import java.util.List;
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
        String text = insertingNew(table, rows, keys);
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

    private static String insertingNew(String table, Rows<?> rows, List<String> keys) {
        return "INSERT INTO " + table + " (" + rows.names() + ") SELECT " + rows.expressions() + " FROM "
                + rows.source() + " WHERE NOT EXISTS (SELECT 1 FROM " + table + " t WHERE " + matching(keys) + ")";
    }

    @Override
    public String byIndex(String text) {
        return text;
    }

    @Override
    public String version(String alias) {
        return "CAST(NULL AS varchar)";
    }

    @Override
    public String hasVersion(String alias, String parameter) {
        return "FALSE";
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
    public Found lockDue(Sql sql, Lane lane, Taking.Share share, Turns turns) {
        return H2Lanes.lockDue(sql, lane, share, turns);
    }
}
