package io.stratos.messaging.jdbc;

import io.stratos.messaging.message.Lane;
import io.stratos.messaging.spi.store.Taking;
import java.util.List;
import java.util.stream.Collectors;

/** PostgreSQL 15 and later. */
final class PostgresDialect implements Dialect {

    private final boolean tellsSystem;

    /**
     * A dialect.
     *
     * @param tellsSystem whether our user may ask for the system identifier
     */
    PostgresDialect(boolean tellsSystem) {
        this.tellsSystem = tellsSystem;
    }

    @Override
    public String name() {
        return "postgresql";
    }

    @Override
    public String clock(String parameter) {
        // In a scalar subquery, so that it is read once: compared directly, a volatile function uses no index.
        return "(SELECT clock_timestamp() + CAST(" + parameter + " AS bigint) * interval '1 microsecond')";
    }

    @Override
    public String forShare(String alias) {
        return " FOR SHARE OF " + alias;
    }

    @Override
    public String forUpdate(String alias) {
        return " FOR NO KEY UPDATE OF " + alias;
    }

    @Override
    public int insertNew(Sql sql, String table, Rows<?> rows, List<String> keys) {
        return rows.bind(sql.update(insertingNew(table, rows, keys))).execute();
    }

    private static String insertingNew(String table, Rows<?> rows, List<String> keys) {
        return "INSERT INTO " + table + " (" + rows.names() + ") SELECT " + rows.expressions() + " FROM "
                + rows.source() + " ON CONFLICT (" + String.join(", ", keys) + ") DO NOTHING";
    }

    /**
     * A plan kept from when the tables were small reads them whole, until somebody analyzes them; and planning anew each time
     * takes a quarter of the server's time. These hold one way only: from row to row by an index.
     */
    @Override
    public String byIndex(String text) {
        return "SET LOCAL enable_seqscan = off; SET LOCAL enable_hashjoin = off; SET LOCAL enable_mergejoin = off; "
                + text;
    }

    /** The transaction that wrote this version of the row, and its place, as one transaction may write several. */
    @Override
    public String version(String alias) {
        return "CAST(" + alias + ".xmin AS varchar) || CAST(" + alias + ".ctid AS varchar)";
    }

    /** By its place, which is the cheapest there is and needs no statistics to be found out. */
    @Override
    public String hasVersion(String alias, String parameter) {
        return alias + ".ctid = CAST(substr(" + parameter + ", strpos(" + parameter + ", '(')) AS tid) AND " + alias
                + ".xmin = CAST(split_part(" + parameter + ", '(', 1) AS xid)";
    }

    @Override
    public boolean writesTogether() {
        return true;
    }

    @Override
    public String update(String table, String source, List<String> keys, List<String> assignments) {
        return "UPDATE " + table + " AS t SET " + String.join(", ", assignments) + " FROM " + source + " WHERE "
                + matching(keys);
    }

    @Override
    public String delete(String table, String source, List<String> keys) {
        return "DELETE FROM " + table + " AS t USING " + source + " WHERE " + matching(keys);
    }

    private static String matching(List<String> keys) {
        return keys.stream().map(key -> "t." + key + " = v." + key).collect(Collectors.joining(" AND "));
    }

    /**
     * The system identifier differs in another cluster, the database's oid in a copy beside the original, and the oid of
     * our own table after a dump was restored over it. A physical copy has all three.
     */
    @Override
    public String identity() {
        String system = tellsSystem ? "(SELECT system_identifier::text FROM pg_control_system())" : "'unknown'";
        return "'PostgreSQL system ' || " + system
                + " || ' database ' || (SELECT oid::text FROM pg_database WHERE datname = current_database())"
                + " || ' table ' || 'msg_environment'::regclass::oid::text";
    }

    @Override
    public Found lockDue(Sql sql, Lane lane, Taking.Share share, Turns turns) {
        return PostgresLanes.lockDue(sql, lane, share, turns);
    }
}
