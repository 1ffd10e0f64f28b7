package io.stratos.messaging.jdbc;

import io.stratos.messaging.exception.StoreException;
import java.io.Serial;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Transactions of our own on the host's DataSource. */
final class Database implements Transactions {

    private static final Logger LOG = LoggerFactory.getLogger(Database.class);
    private static final int TRIES = 4;

    private final DataSource source;
    private final Dialect dialect;
    private final Supplier<Duration> shift;
    private final Texts texts = new Texts();

    Database(DataSource source, Dialect dialect, Supplier<Duration> shift) {
        this.source = source;
        this.dialect = dialect;
        this.shift = shift;
    }

    Dialect dialect() {
        return dialect;
    }

    /** {@return by how much a test has moved the database's clock} */
    Supplier<Duration> shift() {
        return shift;
    }

    Sql sql(Connection connection) {
        return new Sql(connection, dialect, shift.get(), texts);
    }

    @Override
    public <T> T write(String what, Work<T> work) {
        try {
            return repeated(what, work);
        } catch (UnknownCommit unknown) {
            throw unknown.failure;
        }
    }

    @Override
    public <T> T write(String what, Work<T> work, Work<Optional<T>> findOut) {
        try {
            return repeated(what, work);
        } catch (UnknownCommit unknown) {
            return truth(what, findOut, unknown.failure);
        }
    }

    /** In auto-commit mode, where the connection is in it: neither a round trip to begin nor one to commit. */
    @Override
    public <T> T writeOnce(String what, Work<T> work) {
        if (!dialect.writesTogether()) {
            return write(what, work);
        }
        for (int tries = 1; ; tries++) {
            Connection connection = opened(what);
            try {
                if (!isAutoCommit(connection)) {
                    break;
                }
                return work.with(sql(connection).committingItself());
            } catch (Failures.Failed e) {
                if (!Failures.isConflict(e.failure()) || tries == TRIES) {
                    throw Failures.isSurelyUndone(e.failure())
                            ? Failures.beforeCommit(what, e)
                            : Failures.atCommit(what, e.failure());
                }
            } finally {
                close(connection);
            }
        }
        return write(what, work);
    }

    private Connection opened(String what) {
        try {
            return open();
        } catch (Failures.Failed e) {
            throw Failures.beforeCommit(what, e);
        }
    }

    /** Asks on another connection; if that is not to be had either, the outcome stays unknown. */
    private <T> T truth(String what, Work<Optional<T>> findOut, StoreException unknown) {
        Optional<T> found;
        try {
            found = write("find out what became of it", findOut);
        } catch (StoreException stillUnknown) {
            unknown.addSuppressed(stillUnknown);
            throw unknown;
        }
        return found.orElseThrow(() -> new StoreException(
                "the commit failed while trying to " + what + ", and nothing of it is stored; the same call may be"
                        + " repeated",
                true,
                unknown));
    }

    private <T> T repeated(String what, Work<T> work) {
        for (int tries = 1; ; tries++) {
            try {
                return once(what, work);
            } catch (Overtaken overtaken) {
                if (tries == TRIES) {
                    throw new StoreException("could not " + what + "; nothing was stored", true, overtaken);
                }
            } catch (Failures.Failed e) {
                SQLException failure = e.failure();
                if (!Failures.isConflict(failure) || tries == TRIES) {
                    throw Failures.beforeCommit(what, e);
                }
                LOG.debug("{} ran into a conflict, SQL state {}; trying again", what, failure.getSQLState());
            }
        }
    }

    private <T> T once(String what, Work<T> work) {
        Connection connection = open();
        try {
            boolean autoCommit = begin(what, connection);
            T result;
            try {
                result = work.with(sql(connection));
            } catch (RuntimeException | Error e) {
                rollback(connection, autoCommit, e);
                throw e;
            }
            commit(what, connection);
            restore(connection, autoCommit);
            return result;
        } finally {
            close(connection);
        }
    }

    @Override
    public <T> T read(String what, Work<T> work) {
        try {
            Connection connection = open();
            try {
                T result = work.with(sql(connection));
                endRead(connection);
                return result;
            } finally {
                close(connection);
            }
        } catch (Failures.Failed e) {
            throw Failures.beforeCommit(what, e);
        }
    }

    private Connection open() {
        try {
            return source.getConnection();
        } catch (SQLException e) {
            throw new Failures.Failed(e);
        }
    }

    private static boolean isAutoCommit(Connection connection) {
        try {
            return connection.getAutoCommit();
        } catch (SQLException e) {
            throw new Failures.Failed(e);
        }
    }

    private static void endRead(Connection connection) {
        try {
            if (!connection.getAutoCommit()) {
                connection.rollback();
            }
        } catch (SQLException e) {
            LOG.debug("could not end a read, SQL state {}", e.getSQLState());
        }
    }

    /** What was done is decided by now, so a connection that breaks here must not make it look undone. */
    private static void close(Connection connection) {
        try {
            connection.close();
        } catch (SQLException e) {
            LOG.debug("could not close a connection, SQL state {}", e.getSQLState());
        }
    }

    private static boolean begin(String what, Connection connection) {
        try {
            boolean autoCommit = connection.getAutoCommit();
            if (autoCommit) {
                connection.setAutoCommit(false);
            }
            return autoCommit;
        } catch (SQLException e) {
            throw Failures.beforeCommit(what, new IllegalStateException(e));
        }
    }

    /**
     * A warning at commit is a failure: a synchronous replica that did not confirm is reported by no more than that,
     * and the transaction may be lost with the primary.
     */
    private static void commit(String what, Connection connection) {
        try {
            connection.clearWarnings();
            connection.commit();
            SQLWarning warning = connection.getWarnings();
            if (warning != null) {
                throw warning;
            }
        } catch (SQLException e) {
            StoreException unknown = Failures.atCommit(what, e);
            try {
                connection.rollback();
            } catch (SQLException ignored) {
                LOG.debug("no rollback after the failed commit, SQL state {}", ignored.getSQLState());
            }
            throw new UnknownCommit(unknown);
        }
    }

    /** A commit that failed; nobody can know from that whether it took place. */
    private static final class UnknownCommit extends RuntimeException {

        @Serial
        private static final long serialVersionUID = 1L;

        private final StoreException failure;

        UnknownCommit(StoreException failure) {
            super(failure);
            this.failure = failure;
        }
    }

    private static void rollback(Connection connection, boolean autoCommit, Throwable cause) {
        try {
            connection.rollback();
            restore(connection, autoCommit);
        } catch (SQLException e) {
            LOG.debug("no rollback after {}, SQL state {}", cause.getClass().getSimpleName(), e.getSQLState());
        }
    }

    private static void restore(Connection connection, boolean autoCommit) {
        if (autoCommit) {
            try {
                connection.setAutoCommit(true);
            } catch (SQLException e) {
                // The work is durable or undone by now; that the connection died after it changes neither.
                LOG.debug("could not restore auto-commit, SQL state {}", e.getSQLState());
            }
        }
    }
}
