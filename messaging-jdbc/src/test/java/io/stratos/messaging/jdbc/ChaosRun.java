package io.stratos.messaging.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.stratos.messaging.MessagingEngine;
import io.stratos.messaging.jdbc.JournalServer.Fate;
import io.stratos.messaging.tenant.TenantProfile;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * Three engines, each a process of its own, on one durable PostgreSQL and a provider that loses answers, while they are
 * killed, frozen and cut off. The seed chooses the faults and their order; when they strike is up to the machine.
 */
final class ChaosRun implements AutoCloseable {

    private static final int NODES = 3;
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final Duration DRAIN = Duration.ofSeconds(150);
    private static final Duration LOOK = Duration.ofMillis(50);
    private static final int PROGRESS_EVERY = 10;

    private final long seed;
    private final Random random;
    private final DurablePostgres postgres;
    private final String url;
    private final PGSimpleDataSource source = new PGSimpleDataSource();
    private final JournalServer journal = new JournalServer();
    private final List<TcpProxy> proxies = new ArrayList<>();
    private final List<NodeProcess> nodes = new ArrayList<>();
    private final MessagingEngine onlooker;
    private final ChaosLoad load;
    private final DoubtWatch doubts;
    private final Map<String, Integer> struck = new LinkedHashMap<>();

    /** What is done to a node, or to what it depends on. */
    enum Fault {
        KILL("kill -9"),
        FREEZE("SIGSTOP past the lease"),
        TERMINATE("pg_terminate_backend"),
        CUT_DATABASE("database connections cut"),
        STALL_DATABASE("database stalls"),
        CUT_PROVIDER("provider cut off");

        private final String words;

        Fault(String words) {
            this.words = words;
        }
    }

    ChaosRun(Path directory, long seed) {
        this.seed = seed;
        this.random = new Random(seed);
        this.postgres = DurablePostgres.start(directory);
        this.url = DurablePostgres.url("127.0.0.1:" + postgres.port(), "onlooker");
        source.setURL(url);
        this.onlooker = ChaosNode.engine(JdbcMessagingStore.create(source), journal.port());
        onlooker.tenants()
                .register(TenantProfile.of(ChaosNode.TENANT, "Acme")
                        .sender(ChaosNode.OURS, JournalProvider.NAME, JournalProvider.ACCOUNT));
        for (int i = 1; i <= NODES; i++) {
            TcpProxy proxy = new TcpProxy(postgres.port());
            proxies.add(proxy);
            String name = "node" + i;
            nodes.add(new NodeProcess(name, DurablePostgres.url("127.0.0.1:" + proxy.port(), name), journal.port()));
        }
        this.load = new ChaosLoad(nodes, Duration.ofMillis(100), seed);
        this.doubts = new DoubtWatch(source);
        journal.report(load::report);
        Random misfortune = new Random(seed + 1);
        journal.behave(() -> fate(misfortune));
    }

    /** One request in eighteen goes wrong by itself. */
    private static Fate fate(Random random) {
        return switch (random.nextInt(90)) {
            case 0 -> Fate.ANSWER_LOST;
            case 1 -> Fate.REQUEST_LOST;
            case 2 -> Fate.ANSWERED_LATE;
            case 3 -> Fate.FAILED;
            case 4 -> Fate.BUSY;
            default -> Fate.ANSWERED;
        };
    }

    /**
     * Strikes so often with each kind of fault, one kind after the other, and then with all of them mixed; less often on
     * a machine on which that would take longer than it may.
     */
    ChaosCheck run(Map<Fault, Integer> plan, int mixed, Duration longest) throws IOException {
        int all = mixed + plan.values().stream().mapToInt(Integer::intValue).sum();
        long nanosEach = longest.toNanos() / all;
        load.begin("while they start");
        for (Map.Entry<Fault, Integer> entry : plan.entrySet()) {
            strike(entry.getKey().words, List.of(entry.getKey()), entry.getValue(), nanosEach);
        }
        strike("all of them mixed", List.copyOf(plan.keySet()), mixed, nanosEach);
        return check();
    }

    private void strike(String phase, List<Fault> kinds, int times, long nanosEach) throws IOException {
        await("nodes that are well", () -> nodes.stream().allMatch(NodeProcess::isWell));
        load.phase(phase);
        long start = System.nanoTime();
        for (int i = 1; i <= times && (i == 1 || System.nanoTime() - start < times * nanosEach); i++) {
            pause(100 + random.nextInt(600));
            await(
                    "two nodes that are well",
                    () -> nodes.stream().filter(NodeProcess::isWell).count() > 1);
            strike(kinds.get(random.nextInt(kinds.size())));
            struck.merge(phase, 1, Integer::sum);
            if (i % PROGRESS_EVERY == 0 || i == times) {
                say(
                        "%s %d/%d; %d messages, %d requests, %d doubts so far",
                        phase, i, times, load.count(), journal.arrivals().size(), doubts.seen());
            }
        }
    }

    private void strike(Fault fault) throws IOException {
        int index = random.nextInt(NODES);
        while (!nodes.get(index).isWell()) {
            index = (index + 1) % NODES;
            LockSupport.parkNanos(1_000_000);
        }
        NodeProcess node = nodes.get(index);
        TcpProxy proxy = proxies.get(index);
        switch (fault) {
            case KILL -> node.kill();
            case FREEZE -> node.freeze(ChaosNode.LEASE.plusMillis(500 + random.nextInt(3000)));
            case TERMINATE -> terminate(node.name());
            case CUT_DATABASE -> {
                if (random.nextBoolean()) {
                    proxy.holdAnswers(Duration.ofMillis(400));
                    pause(300);
                }
                proxy.cut();
            }
            case STALL_DATABASE -> {
                Duration time = Duration.ofMillis(500 + random.nextInt(6000));
                node.busyFor(time);
                proxy.stall(time);
            }
            case CUT_PROVIDER -> journal.cut(Duration.ofMillis(random.nextInt(1500)));
        }
    }

    private void terminate(String application) {
        try (Connection connection = source.getConnection();
                PreparedStatement statement = connection.prepareStatement(
                        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = ?")) {
            statement.setString(1, application);
            statement.execute();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Faults stop, and everything drains (INV-13). */
    private ChaosCheck check() {
        journal.behave(() -> Fate.ANSWERED);
        assertThat(load.end(PATIENCE))
                .as("everything is acknowledged once faults stop")
                .isTrue();
        long start = System.nanoTime();
        while (unfinished() > 0 && System.nanoTime() - start < DRAIN.toNanos()) {
            LockSupport.parkNanos(LOOK.toNanos());
        }
        say("drained in %.1f s", (System.nanoTime() - start) / 1e9);
        ChaosCheck check = ChaosCheck.of(url, journal, doubts, load);
        struck.forEach((phase, count) -> check.row(phase).faults = count);
        return check;
    }

    private int unfinished() {
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement();
                ResultSet rs = statement.executeQuery(
                        "SELECT count(*) FROM msg_message WHERE status IN ('QUEUED', 'SENDING', 'IN_DOUBT')")) {
            rs.next();
            return rs.getInt(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void await(String what, BooleanSupplier condition) {
        long start = System.nanoTime();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime() - start).as("waiting for " + what).isLessThan(PATIENCE.toNanos());
            LockSupport.parkNanos(LOOK.toNanos());
        }
    }

    private static void pause(int millis) {
        LockSupport.parkNanos(Duration.ofMillis(millis).toNanos());
    }

    private void say(String format, Object... values) {
        System.out.println("chaos, seed " + seed + ": " + String.format(Locale.ROOT, format, values));
    }

    @Override
    public void close() {
        load.close();
        doubts.close();
        nodes.forEach(NodeProcess::close);
        onlooker.close();
        journal.close();
        proxies.forEach(TcpProxy::close);
        postgres.close();
    }
}
