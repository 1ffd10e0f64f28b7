package io.stratos.messaging.jdbc;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** The embedded PostgreSQL with what makes it durable left on, and ended with this JVM however that ends. */
final class DurablePostgres implements AutoCloseable {

    private final EmbeddedPostgres server;

    private DurablePostgres(EmbeddedPostgres server) {
        this.server = server;
    }

    static DurablePostgres start(Path directory) {
        Path data = directory.resolve("data");
        try {
            EmbeddedPostgres server = EmbeddedPostgres.builder()
                    .setDataDirectory(data)
                    .setPGStartupWait(Duration.ofMinutes(1))
                    .setServerConfig("fsync", "on")
                    .setServerConfig("full_page_writes", "on")
                    .setServerConfig("synchronous_commit", "on")
                    .setServerConfig("max_connections", "200")
                    .start();
            ChildProcess.endWithUs(pid(data), "QUIT");
            return new DurablePostgres(server);
        } catch (IOException e) {
            throw new UncheckedIOException("PostgreSQL did not start", e);
        }
    }

    /** {@return the process of the server whose files these are} */
    static long pid(Path data) throws IOException {
        return Long.parseLong(
                Files.readAllLines(data.resolve("postmaster.pid")).get(0).strip());
    }

    int port() {
        return server.getPort();
    }

    /** A URL of connections that give up on a server that does not answer. */
    static String url(String hosts, String application) {
        return "jdbc:postgresql://" + hosts + "/postgres?user=postgres&socketTimeout=5&connectTimeout=2&loginTimeout=5"
                + "&ApplicationName=" + application;
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException("PostgreSQL did not stop", e);
        }
    }
}
