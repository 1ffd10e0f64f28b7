package io.stratos.messaging.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.net.BindException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A PostgreSQL server with what the embedded one leaves out, {@code pg_basebackup}. Runs as the user {@code postgres} or
 * {@code nobody} where we are root, as it refuses to run as root. Ends with this JVM.
 */
final class DebianPostgres implements AutoCloseable {

    static final String STANDBY = "standby";

    private static final Path INSTALLED = Path.of("/usr/lib/postgresql");
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final Duration LOOK = Duration.ofMillis(20);

    private final Path binaries;
    private final Path data;
    private final int port;
    private @Nullable Process shell;

    private DebianPostgres(Path binaries, Path data, int port) {
        this.binaries = binaries;
        this.data = data;
        this.port = port;
    }

    /** {@return where the newest binaries are, if there are any} */
    static Optional<Path> binaries() throws IOException {
        if (!Files.isDirectory(INSTALLED)) {
            return Optional.empty();
        }
        try (Stream<Path> versions = Files.list(INSTALLED)) {
            return versions.map(version -> version.resolve("bin"))
                    .filter(bin -> Files.isExecutable(bin.resolve("pg_basebackup"))
                            && Files.isExecutable(bin.resolve("initdb")))
                    .max(Comparator.comparing(Path::toString));
        }
    }

    /** {@return a directory that the server's user may write to} */
    static Path directory() throws IOException, InterruptedException {
        Path directory = Files.createTempDirectory("msg-failover");
        if (isRoot()) {
            run(List.of("chown", user(), directory.toString()));
        }
        return directory;
    }

    /** A server of its own, started. */
    static DebianPostgres create(Path binaries, Path directory) throws IOException, InterruptedException {
        DebianPostgres server = new DebianPostgres(binaries, directory.resolve("first"), freePort());
        server.command("initdb", "-A", "trust", "-U", "postgres", "-N", "-D", server.data.toString());
        server.configure("fsync = on", "synchronous_commit = on", "max_connections = 200", "shared_buffers = 32MB");
        server.start();
        return server;
    }

    /** A physical copy of this one, not started. */
    DebianPostgres copy() throws IOException, InterruptedException {
        return copy(data.resolveSibling("copy"), freePort());
    }

    private DebianPostgres copy(Path target, int itsPort) throws IOException, InterruptedException {
        run(List.of("rm", "-rf", target.toString()));
        DebianPostgres copy = new DebianPostgres(binaries, target, itsPort);
        command(
                "pg_basebackup",
                "-D",
                target.toString(),
                "-h",
                "127.0.0.1",
                "-p",
                "" + port,
                "-U",
                "postgres",
                "-X",
                "stream",
                "-c",
                "fast");
        return copy;
    }

    /** A standby, started, without which no commit is answered from now on. */
    DebianPostgres standby() throws IOException, InterruptedException {
        return standby(data.resolveSibling("second"), freePort());
    }

    /** The same in the place of a server that is gone. */
    DebianPostgres standbyFor(DebianPostgres gone) throws IOException, InterruptedException {
        return standby(gone.data, gone.port);
    }

    private DebianPostgres standby(Path target, int itsPort) throws IOException, InterruptedException {
        DebianPostgres standby = copy(target, itsPort);
        Path signal = standby.data.resolve("standby.signal");
        Files.createFile(signal);
        standby.configure(
                "primary_conninfo = 'host=127.0.0.1 port=" + port + " user=postgres application_name=" + STANDBY + "'");
        standby.start();
        query("ALTER SYSTEM SET synchronous_standby_names = '" + STANDBY + "'");
        query("SELECT pg_reload_conf()");
        await(
                "the standby",
                () -> query("SELECT count(*) FROM pg_stat_replication WHERE sync_state = 'sync'"
                                + " AND replay_lsn >= pg_current_wal_lsn()")
                        .equals("1"));
        return standby;
    }

    /** Without a socket file: its lock would lie among the data, and come back with the copy of a copy. */
    void start() throws IOException {
        shell = ChildProcess.start(
                "postgres",
                as(
                        "sh",
                        "-c",
                        "\"$0\" -D \"$1\" -p \"$2\" -k '' -h 127.0.0.1 >&2 & p=$!; read _; kill -QUIT $p",
                        binaries.resolve("postgres").toString(),
                        data.toString(),
                        "" + port));
        await("PostgreSQL", () -> query("SELECT 1").equals("1"));
    }

    /** {@code kill -9} of the server and everything it started, at once. */
    void kill() throws IOException, InterruptedException {
        long pid = DurablePostgres.pid(data);
        List<String> command = new ArrayList<>(List.of("kill", "-9", "" + pid));
        ProcessHandle.of(pid).stream().flatMap(ProcessHandle::descendants).forEach(one -> command.add("" + one.pid()));
        new ProcessBuilder(command).start().waitFor();
        close();
    }

    /** A standby becomes a primary that waits for nobody, until it has a standby. */
    void promote() throws IOException, InterruptedException {
        command("pg_ctl", "promote", "-w", "-D", data.toString());
        query("ALTER SYSTEM RESET synchronous_standby_names");
        query("SELECT pg_reload_conf()");
    }

    int port() {
        return port;
    }

    String host() {
        return "127.0.0.1:" + port;
    }

    /** {@return the first column of the first row; empty if there is none, or the server is away} */
    String query(String text) {
        try (Connection connection = DriverManager.getConnection(DurablePostgres.url(host(), "test"));
                Statement statement = connection.createStatement()) {
            if (!statement.execute(text)) {
                return "";
            }
            try (ResultSet rs = statement.getResultSet()) {
                return rs.next() ? rs.getString(1) : "";
            }
        } catch (SQLException away) {
            return "";
        }
    }

    private void configure(String... lines) throws IOException {
        Files.write(data.resolve("postgresql.auto.conf"), Arrays.asList(lines), StandardOpenOption.APPEND);
    }

    private void command(String name, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(binaries.resolve(name).toString()));
        command.addAll(Arrays.asList(arguments));
        run(as(command.toArray(String[]::new)));
    }

    private static List<String> as(String... command) throws IOException {
        List<String> whole = new ArrayList<>();
        if (isRoot()) {
            whole.addAll(List.of("runuser", "-u", user(), "--"));
        }
        whole.addAll(Arrays.asList(command));
        return whole;
    }

    private static void run(List<String> command) throws IOException, InterruptedException {
        Process process = ChildProcess.start("postgres", command);
        process.getInputStream().transferTo(OutputStream.nullOutputStream());
        assertThat(process.waitFor())
                .as("%s; see target/chaos/postgres.log", command)
                .isZero();
    }

    private static boolean isRoot() {
        return System.getProperty("user.name").equals("root");
    }

    private static String user() throws IOException {
        try (Stream<String> users = Files.lines(Path.of("/etc/passwd"))) {
            return users.anyMatch(line -> line.startsWith("postgres:")) ? "postgres" : "nobody";
        }
    }

    /**
     * Below the range from which systems take the near ends of connections: a client that knocks where a killed server was may
     * else get its very port, and keep it from the next one.
     */
    private static int freePort() throws IOException {
        for (int port = ThreadLocalRandom.current().nextInt(20_000, 30_000); ; port++) {
            try (ServerSocket socket = new ServerSocket(port)) {
                return socket.getLocalPort();
            } catch (BindException taken) {
                assertThat(port).as("the ports tried").isLessThan(31_000);
            }
        }
    }

    static void await(String what, BooleanSupplier condition) {
        long start = System.nanoTime();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime() - start).as("waiting for %s", what).isLessThan(PATIENCE.toNanos());
            LockSupport.parkNanos(LOOK.toNanos());
        }
    }

    /** Ends the server if it still runs. */
    @Override
    public void close() throws IOException {
        Process running = shell;
        if (running != null) {
            running.getOutputStream().close();
            shell = null;
        }
    }

    /** Ends the server, and deletes its files. */
    void delete() throws IOException, InterruptedException {
        Process running = shell;
        close();
        if (running != null) {
            running.waitFor();
        }
        run(List.of("rm", "-rf", data.toString()));
    }
}
