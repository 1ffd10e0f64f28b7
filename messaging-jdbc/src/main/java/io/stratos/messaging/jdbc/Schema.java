package io.stratos.messaging.jdbc;

import io.stratos.messaging.exception.EnvironmentException;
import io.stratos.messaging.exception.StoreException;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the database must be, and bringing its tables up to date. */
final class Schema {

    private static final Logger LOG = LoggerFactory.getLogger(Schema.class);
    private static final int OLDEST_POSTGRES = 15;
    private static final int OLDEST_H2 = 2;
    private static final int TRIES = 4;
    private static final String LOCATION = "classpath:io/stratos/messaging/jdbc/schema/";

    private Schema() {}

    /** {@return how to talk to the database, which fits} */
    static Dialect check(DataSource source) {
        checkOwnConnections(source);
        try (Connection connection = source.getConnection()) {
            Dialect dialect = dialect(connection);
            checkIsolation(connection);
            if (dialect instanceof H2Dialect) {
                H2Files.checkDurability(connection);
            } else {
                SocketTimeout.check(connection);
            }
            return dialect;
        } catch (SQLException e) {
            throw Failures.beforeCommit("look at the database", new IllegalStateException(e));
        }
    }

    /** Told by its name, as this library knows nothing of Spring. */
    private static void checkOwnConnections(DataSource source) {
        for (Class<?> type = source.getClass(); type != null; type = type.getSuperclass()) {
            if (type.getSimpleName().equals("TransactionAwareDataSourceProxy")) {
                throw new EnvironmentException(
                        "the DataSource is a TransactionAwareDataSourceProxy, which hands out the"
                                + " connection of a transaction that is under way: the store would commit it; hand over the"
                                + " DataSource behind it, and join a transaction with transaction(connection)");
            }
        }
    }

    private static Dialect dialect(Connection connection) throws SQLException {
        DatabaseMetaData database = connection.getMetaData();
        String name = database.getDatabaseProductName();
        int version = database.getDatabaseMajorVersion();
        if (name.equals("PostgreSQL") && version >= OLDEST_POSTGRES) {
            return new PostgresDialect(tellsSystem(connection));
        }
        if (name.equals("H2") && version >= OLDEST_H2) {
            return new H2Dialect();
        }
        throw new EnvironmentException("the database is " + name + " " + database.getDatabaseProductVersion()
                + "; supported are PostgreSQL " + OLDEST_POSTGRES + " or later and H2 " + OLDEST_H2 + " or later");
    }

    private static boolean tellsSystem(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rs =
                        statement.executeQuery("SELECT has_function_privilege('pg_control_system()', 'execute')")) {
            rs.next();
            boolean may = rs.getBoolean(1);
            if (!may) {
                LOG.warn("the database user may not execute pg_control_system(): a copy of this database in another"
                        + " cluster is recognised by oids alone, which can be equal by chance");
            }
            return may;
        }
    }

    private static void checkIsolation(Connection connection) throws SQLException {
        if (connection.getTransactionIsolation() != Connection.TRANSACTION_READ_COMMITTED) {
            throw new EnvironmentException("the connections of the DataSource have transaction isolation level "
                    + connection.getTransactionIsolation() + " (see java.sql.Connection); use READ COMMITTED, "
                    + Connection.TRANSACTION_READ_COMMITTED + ": a transaction that waited for an opt-out must see it");
        }
    }

    /** Engines that start at once on an empty database may trip over each other; what one made, the next finds. */
    static void migrate(DataSource source, Dialect dialect) {
        for (int tries = 1; ; tries++) {
            try {
                Flyway.configure(Schema.class.getClassLoader())
                        .dataSource(source)
                        .table("msg_schema_history")
                        .locations(LOCATION + "common", LOCATION + dialect.name())
                        .failOnMissingLocations(true)
                        .baselineOnMigrate(true)
                        .baselineVersion("0")
                        .placeholderReplacement(false)
                        .cleanDisabled(true)
                        .load()
                        .migrate();
                return;
            } catch (FlywayException e) {
                if (tries == TRIES) {
                    throw new StoreException("could not bring the tables up to date", true, e);
                }
            }
        }
    }
}
