package io.stratos.messaging.jdbc;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;

/** A store, its database and the clock that moves it. */
record TestStore(DataSource source, ShiftedClock clock, JdbcMessagingStore store) {

    static TestStore on(DataSource source) {
        ShiftedClock clock = new ShiftedClock();
        return new TestStore(source, clock, JdbcMessagingStore.shifted(source, clock));
    }

    OpenTransaction begin() {
        return OpenTransaction.begin(source, store);
    }

    /** Deletes every row of the store's, which is quicker than making the tables anew. */
    TestStore emptied() {
        for (String table : tables()) {
            run("DELETE FROM " + table);
        }
        return this;
    }

    private List<String> tables() {
        List<String> tables = new ArrayList<>();
        query(
                "SELECT table_name FROM information_schema.tables WHERE lower(table_name) LIKE 'msg\\_%' ESCAPE '\\'"
                        + " AND lower(table_name) <> 'msg_schema_history'",
                rs -> tables.add(rs.getString(1)));
        return tables;
    }

    void run(String statement) {
        try (Connection connection = source.getConnection();
                Statement running = connection.createStatement()) {
            running.execute(statement);
        } catch (SQLException e) {
            throw new IllegalStateException(statement, e);
        }
    }

    void query(String text, Row row) {
        try (Connection connection = source.getConnection();
                Statement running = connection.createStatement();
                ResultSet rs = running.executeQuery(text)) {
            while (rs.next()) {
                row.read(rs);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(text, e);
        }
    }

    /** What is done with each row of a result. */
    @FunctionalInterface
    interface Row {
        void read(ResultSet rs) throws SQLException;
    }
}
