package io.stratos.messaging.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.stratos.messaging.MessagingEngine;
import io.stratos.messaging.tenant.TenantProfile;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import org.postgresql.ds.PGSimpleDataSource;

/** Two engines that know both hosts of a cluster by URL, while its primary is killed and its standby takes over. */
final class FailoverRun implements AutoCloseable {

    private static final String PHASE = "primary killed";
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private final Random random;
    private final JournalServer journal = new JournalServer();
    private final PGSimpleDataSource source = new PGSimpleDataSource();
    private final List<NodeProcess> nodes = new ArrayList<>();
    private final MessagingEngine onlooker;
    private final ChaosLoad load;
    private final DoubtWatch doubts;
    private DebianPostgres primary;
    private DebianPostgres standby;

    FailoverRun(DebianPostgres primary, DebianPostgres standby, long seed) {
        this.primary = primary;
        this.standby = standby;
        this.random = new Random(seed);
        source.setURL(url("onlooker"));
        this.onlooker = ChaosNode.engine(JdbcMessagingStore.create(source), journal.port());
        onlooker.tenants()
                .register(TenantProfile.of(ChaosNode.TENANT, "Acme")
                        .sender(ChaosNode.OURS, JournalProvider.NAME, JournalProvider.ACCOUNT));
        for (int i = 1; i <= 2; i++) {
            nodes.add(new NodeProcess("pair" + i, url("pair" + i), journal.port()));
        }
        this.load = new ChaosLoad(nodes, Duration.ofMillis(100), seed);
        this.doubts = new DoubtWatch(source);
        journal.report(load::report);
    }

    private String url(String application) {
        return DurablePostgres.url(primary.host() + "," + standby.host(), application) + "&targetServerType=primary";
    }

    ChaosCheck run(int rounds, Deque<DebianPostgres> servers) throws IOException, InterruptedException {
        DebianPostgres.await("both nodes", () -> nodes.stream().allMatch(NodeProcess::isWell));
        load.begin(PHASE);
        for (int round = 1; round <= rounds; round++) {
            LockSupport.parkNanos(Duration.ofMillis(1500 + random.nextInt(2500)).toNanos());
            primary.kill();
            long killed = System.nanoTime();
            standby.promote();
            long promoted = System.nanoTime();
            int before = journal.arrivals().size();
            assertThat(journal.await(before + 1, PATIENCE)).as("sends again").isTrue();
            long sends = System.nanoTime();
            DebianPostgres gone = primary;
            primary = standby;
            standby = primary.standbyFor(gone);
            servers.addFirst(standby);
            System.out.printf(
                    Locale.ROOT,
                    "failover %d/%d: promoted after %.1f s, sends %.1f s later, standby again after %.1f s; %d messages%n",
                    round,
                    rounds,
                    (promoted - killed) / 1e9,
                    (sends - promoted) / 1e9,
                    (System.nanoTime() - killed) / 1e9,
                    load.count());
        }
        return check(rounds);
    }

    private ChaosCheck check(int rounds) {
        assertThat(load.end(PATIENCE))
                .as("everything is acknowledged once faults stop")
                .isTrue();
        DebianPostgres.await(
                "everything is done",
                () -> primary.query(
                                "SELECT count(*) FROM msg_message WHERE status IN ('QUEUED', 'SENDING', 'IN_DOUBT')")
                        .equals("0"));
        ChaosCheck check = ChaosCheck.of(url("check"), journal, doubts, load);
        check.row(PHASE).faults = rounds;
        return check;
    }

    @Override
    public void close() {
        load.close();
        doubts.close();
        nodes.forEach(NodeProcess::close);
        onlooker.close();
        journal.close();
    }
}
