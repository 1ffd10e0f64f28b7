package io.stratos.messaging.examples.bench;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** A PostgreSQL for one run that writes to disk as in production, and pools of connections to it. */
final class Server implements AutoCloseable {

    private final EmbeddedPostgres postgres;
    private final HikariDataSource own;
    private final List<HikariDataSource> pools = new ArrayList<>();

    private Server(EmbeddedPostgres postgres) {
        this.postgres = postgres;
        this.own = pool("bench", 2);
    }

    static Server start() throws IOException {
        return new Server(EmbeddedPostgres.builder()
                .setPGStartupWait(Duration.ofMinutes(1))
                .setServerConfig("fsync", "on")
                .setServerConfig("synchronous_commit", "on")
                .setServerConfig("full_page_writes", "on")
                .setServerConfig("max_connections", "200")
                .setServerConfig("shared_buffers", "512MB")
                // No checkpoint falls into a measurement by chance: one is made before each.
                .setServerConfig("max_wal_size", "8GB")
                .setServerConfig("checkpoint_timeout", "30min")
                .start());
    }

    /** {@return where the server is, for another process} */
    String url() {
        return postgres.getJdbcUrl("postgres", "postgres");
    }

    /** {@return connections that the server knows by a name} */
    HikariDataSource pool(String name, int connections) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(url());
        config.addDataSourceProperty("ApplicationName", name);
        // Longer than any statement here; the store refuses connections that would wait for ever.
        config.addDataSourceProperty("socketTimeout", "120");
        config.setMaximumPoolSize(connections);
        config.setMinimumIdle(connections);
        HikariDataSource pool = new HikariDataSource(config);
        pools.add(pool);
        return pool;
    }

    void run(String... statements) {
        try (Connection connection = own.getConnection();
                Statement running = connection.createStatement()) {
            for (String statement : statements) {
                running.execute(statement);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    long number(String query) {
        return Long.parseLong(text(query));
    }

    /** {@return the first column of the first row} */
    String text(String query) {
        try (Connection connection = own.getConnection();
                Statement running = connection.createStatement();
                ResultSet rs = running.executeQuery(query)) {
            if (!rs.next()) {
                throw new IllegalStateException("no row: " + query);
            }
            return rs.getString(1);
        } catch (SQLException e) {
            throw new IllegalStateException(query, e);
        }
    }

    /** {@return how many bytes of write-ahead log were ever written} */
    long wal() {
        return number("SELECT pg_wal_lsn_diff(pg_current_wal_insert_lsn(), '0/0')::bigint");
    }

    /** {@return how many rows were ever inserted, updated or deleted, as far as was reported by now} */
    long rowsWritten() {
        return number("SELECT coalesce(sum(n_tup_ins + n_tup_upd + n_tup_del), 0)::bigint FROM pg_stat_user_tables");
    }

    /** {@return the processes that serve connections of a name} */
    Set<String> processes(String name) {
        String all = text("SELECT coalesce(string_agg(pid::text, ','), '') FROM pg_stat_activity"
                + " WHERE application_name = '" + name + "'");
        return all.isEmpty() ? Set.of() : new HashSet<>(List.of(all.split(",", -1)));
    }

    @Override
    public void close() throws IOException {
        pools.forEach(HikariDataSource::close);
        postgres.close();
    }
}
