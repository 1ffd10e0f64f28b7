package io.stratos.messaging.jdbc;

import io.stratos.messaging.spi.store.StoreSession;
import io.stratos.messaging.testkit.HostTransaction;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;

/** A host's transaction on a connection of its own. */
final class OpenTransaction implements HostTransaction, AutoCloseable {

    private final Connection connection;
    private final StoreSession session;

    private OpenTransaction(Connection connection, StoreSession session) {
        this.connection = connection;
        this.session = session;
    }

    static OpenTransaction begin(DataSource source, JdbcMessagingStore store) {
        try {
            Connection connection = source.getConnection();
            connection.setAutoCommit(false);
            return new OpenTransaction(connection, store.transaction(connection));
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    Connection connection() {
        return connection;
    }

    @Override
    public StoreSession session() {
        return session;
    }

    @Override
    public void commit() {
        end(Connection::commit);
    }

    @Override
    public void rollback() {
        end(Connection::rollback);
    }

    @Override
    public void close() {
        end(connection -> {});
    }

    private void end(Ending how) {
        try {
            how.end(connection);
            connection.close();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @FunctionalInterface
    private interface Ending {
        void end(Connection connection) throws SQLException;
    }
}
