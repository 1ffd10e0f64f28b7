package io.stratos.messaging.jdbc;

import io.stratos.messaging.exception.EnvironmentException;
import io.stratos.messaging.exception.StoreException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;

/** Work inside a transaction the host began, which it alone ends. */
final class HostTransaction implements Transactions {

    private static final String SAVEPOINT = "stratos_accept";

    private final Connection connection;
    private final Database database;

    private HostTransaction(Connection connection, Database database) {
        this.connection = connection;
        this.database = database;
    }

    static HostTransaction on(Connection connection, Database database) {
        try {
            if (connection.getAutoCommit()) {
                throw new EnvironmentException("the connection is in auto-commit mode, so there is no transaction to"
                        + " join: each statement would be stored at once, and a rollback would undo nothing; call"
                        + " setAutoCommit(false) before handing it over");
            }
        } catch (SQLException e) {
            throw Failures.beforeCommit("join the host's transaction", new IllegalStateException(e));
        }
        return new HostTransaction(connection, database);
    }

    /** Under a savepoint, so that a call that fails leaves nothing behind and the host may go on. */
    @Override
    public <T> T write(String what, Work<T> work) {
        Savepoint before = null;
        try {
            before = connection.setSavepoint();
            T result = work.with(database.sql(connection));
            connection.releaseSavepoint(before);
            return result;
        } catch (RuntimeException e) {
            undo(before, e);
            if (e instanceof Overtaken) {
                throw new StoreException("could not " + what + "; nothing was stored", true, e);
            }
            throw Failures.beforeCommit(what, e);
        } catch (SQLException e) {
            throw Failures.beforeCommit(what, new IllegalStateException(e));
        }
    }

    /**
     * The savepoint is set and released in one round trip with the statement, where the database takes several at once.
     *
     * <p>If that fails, whether there is a savepoint to go back to is asked first: where the statement never reached the
     * database there is none, and to name it would break the host's transaction.
     */
    @Override
    public <T> T writeOnce(String what, Work<T> work) {
        Sql sql = database.sql(connection);
        if (!sql.dialect().writesTogether()) {
            return write(what, work);
        }
        try {
            return work.with(sql.underSavepoint(SAVEPOINT));
        } catch (RuntimeException e) {
            undoIfAborted(e);
            throw Failures.beforeCommit(what, e);
        }
    }

    private void undoIfAborted(RuntimeException cause) {
        try (Statement statement = connection.createStatement()) {
            try {
                statement.execute("SELECT 1");
            } catch (SQLException aborted) {
                statement.execute("ROLLBACK TO SAVEPOINT " + SAVEPOINT);
            }
        } catch (SQLException e) {
            cause.addSuppressed(new SQLException("could not roll back to the savepoint", e.getSQLState()));
        }
    }

    private void undo(@Nullable Savepoint before, RuntimeException cause) {
        if (before != null) {
            try {
                connection.rollback(before);
            } catch (SQLException e) {
                cause.addSuppressed(new SQLException("could not roll back to the savepoint", e.getSQLState()));
            }
        }
    }

    @Override
    public <T> T read(String what, Work<T> work) {
        try {
            return work.with(database.sql(connection));
        } catch (Failures.Failed e) {
            throw Failures.beforeCommit(what, e);
        }
    }
}
