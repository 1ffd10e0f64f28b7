package io.stratos.messaging.jdbc;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcConnectionPool;
import org.postgresql.ds.PGConnectionPoolDataSource;
import org.postgresql.ds.PGSimpleDataSource;

/** A real PostgreSQL for this JVM, and databases on it, copied from one whose tables are made. */
final class TestPostgres {

    private static final String TEMPLATE = "msg_template";
    private static final int MOST_CONNECTIONS = 40;
    private static final int SOCKET_TIMEOUT_SECONDS = 60;
    private static final AtomicInteger MADE = new AtomicInteger();

    private TestPostgres() {}

    /** {@return an empty database of its own} */
    static PGSimpleDataSource emptyDatabase() {
        return Running.create("template1");
    }

    /** {@return a database of its own with the store's tables, empty} */
    static PGSimpleDataSource database() {
        return Running.create(Running.template());
    }

    /** {@return a copy of a database nobody is connected to} */
    static PGSimpleDataSource copyOf(PGSimpleDataSource original) {
        return Running.create(original.getDatabaseName());
    }

    /** {@return the same, its connections kept open} */
    static DataSource pooledDatabase() {
        PGConnectionPoolDataSource source = new PGConnectionPoolDataSource();
        source.setURL(database().getURL());
        source.setUser("postgres");
        JdbcConnectionPool pool = JdbcConnectionPool.create(source);
        pool.setMaxConnections(MOST_CONNECTIONS);
        return pool;
    }

    /** Started by the first test that needs it; stopped with the JVM. */
    private static final class Running {

        private static final EmbeddedPostgres SERVER = start();
        private static final boolean MIGRATED = migrate();

        static String template() {
            return MIGRATED ? TEMPLATE : "template1";
        }

        static PGSimpleDataSource create(String template) {
            String name = "t" + MADE.incrementAndGet();
            run("CREATE DATABASE " + name + " TEMPLATE " + template);
            return source(name);
        }

        private static PGSimpleDataSource source(String database) {
            PGSimpleDataSource source = new PGSimpleDataSource();
            source.setURL(SERVER.getJdbcUrl("postgres", database));
            source.setSocketTimeout(SOCKET_TIMEOUT_SECONDS);
            return source;
        }

        private static boolean migrate() {
            run("CREATE DATABASE " + TEMPLATE);
            JdbcMessagingStore.create(source(TEMPLATE));
            return true;
        }

        private static EmbeddedPostgres start() {
            try {
                EmbeddedPostgres server = EmbeddedPostgres.builder()
                        .setPGStartupWait(Duration.ofMinutes(1))
                        .setServerConfig("max_connections", "300")
                        .start();
                Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(server)));
                return server;
            } catch (IOException e) {
                throw new UncheckedIOException("PostgreSQL did not start", e);
            }
        }

        private static void stop(EmbeddedPostgres server) {
            try {
                server.close();
            } catch (IOException e) {
                throw new UncheckedIOException("PostgreSQL did not stop", e);
            }
        }

        private static void run(String statement) {
            DataSource admin = source("postgres");
            try (Connection connection = admin.getConnection();
                    Statement running = connection.createStatement()) {
                running.execute(statement);
            } catch (SQLException e) {
                throw new IllegalStateException(statement, e);
            }
        }
    }
}
