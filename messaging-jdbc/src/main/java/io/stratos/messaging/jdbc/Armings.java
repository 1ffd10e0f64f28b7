package io.stratos.messaging.jdbc;

import io.stratos.messaging.spi.store.Arming;
import io.stratos.messaging.spi.store.StoreGuard;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;

/** What the store was armed for, as rows of {@code msg_environment} that are only ever added. */
final class Armings implements StoreGuard {

    private static final String COLUMNS =
            "e.arming_no, e.environment, e.identity, e.epoch, e.armed_by, e.reason, e.armed_at";

    private final Transactions transactions;

    Armings(Transactions transactions) {
        this.transactions = transactions;
    }

    @Override
    public Reading read() {
        return transactions.read(
                "read what the store was armed for",
                sql -> sql.query("SELECT " + sql.clock() + " AS db_now, "
                                + sql.dialect().identity() + " AS db_identity, " + COLUMNS
                                + " FROM (SELECT MAX(arming_no) AS latest FROM msg_environment) l"
                                + " LEFT JOIN msg_environment e ON e.arming_no = l.latest")
                        .map(rs -> new Reading(
                                Sql.requiredTime(rs, "db_now"),
                                rs.getString("db_identity"),
                                rs.getString("environment") == null ? null : arming(rs)))
                        .one());
    }

    @Override
    public boolean arm(long number, Arming.Mark mark, String by, String reason) {
        return transactions.write(
                "arm the store",
                sql -> Rows.of(List.of(mark))
                                .number("arming_no", m -> number)
                                .text("environment", Arming.Mark::environment)
                                .text("identity", Arming.Mark::identity)
                                .number("epoch", Arming.Mark::epoch)
                                .text("armed_by", m -> by)
                                .text("reason", m -> reason)
                                .time("armed_at", m -> Instant.EPOCH)
                                .computed("armed_at", sql.clock())
                                .insertNew(sql, "msg_environment", "arming_no")
                        == 1);
    }

    @Override
    public List<Arming> history() {
        return transactions.read(
                "read the history of armings",
                sql -> sql.query("SELECT " + COLUMNS + " FROM msg_environment e ORDER BY e.arming_no")
                        .map(rs -> arming(rs))
                        .list());
    }

    private static Arming arming(ResultSet rs) throws SQLException {
        return new Arming(
                rs.getLong("arming_no"),
                new Arming.Mark(
                        rs.getString("environment"), rs.getString("identity"), rs.getObject("epoch", Long.class)),
                rs.getString("armed_by"),
                rs.getString("reason"),
                Sql.requiredTime(rs, "armed_at"));
    }
}
