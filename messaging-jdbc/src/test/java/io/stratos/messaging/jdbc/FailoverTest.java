package io.stratos.messaging.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.stratos.messaging.EpochWitness;
import io.stratos.messaging.MessagingEngine;
import io.stratos.messaging.Tenant;
import io.stratos.messaging.consent.Evidence;
import io.stratos.messaging.consent.Purpose;
import io.stratos.messaging.exception.EnvironmentException;
import io.stratos.messaging.exception.StoreException;
import io.stratos.messaging.message.OutboundMessage;
import io.stratos.messaging.simulation.SimulatedProvider;
import io.stratos.messaging.simulation.VirtualClock;
import io.stratos.messaging.tenant.TenantProfile;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.postgresql.ds.PGSimpleDataSource;

/** A primary and its synchronous standby, and copies of a cluster; needs the PostgreSQL of the system. */
@Tag("chaos")
class FailoverTest {

    private static final String CUSTOMER = "+14155550111";

    private final Deque<DebianPostgres> servers = new ArrayDeque<>();
    private final SimulatedProvider provider = SimulatedProvider.builder(
                    VirtualClock.at(Clock.systemUTC().instant()))
            .build();

    @BeforeEach
    void binariesAreThere() throws IOException {
        assumeTrue(
                DebianPostgres.binaries().isPresent(),
                "no pg_basebackup below /usr/lib/postgresql: install the package postgresql");
    }

    @AfterEach
    void end() throws IOException, InterruptedException {
        for (DebianPostgres server : servers) {
            server.delete();
        }
    }

    @Test
    @Timeout(1800)
    void primaryKilled_standbyPromoted_losesNothingAcknowledged_doublesNothing() throws Exception {
        DebianPostgres primary = primary();
        DebianPostgres standby = started(primary.standby());
        try (FailoverRun run = new FailoverRun(primary, standby, ChaosTest.SEED)) {
            ChaosCheck check = run.run(ChaosTest.FULL ? 12 : 2, servers);
            System.out.print(check.table());
            assertThat(check.violations())
                    .as("seed %d\n%s", ChaosTest.SEED, check.table())
                    .isEmpty();
            assertThat(check.total().messages).isPositive();
        }
    }

    /** The primary answers such a commit with no more than a warning, and it is gone after a failover. */
    @Test
    @Timeout(300)
    void commitThatStoppedWaitingForTheStandby_isAFailure() throws Exception {
        DebianPostgres primary = primary();
        DebianPostgres standby = started(primary.standby());
        try (MessagingEngine engine = engine(primary, () -> 1)) {
            Tenant acme = prepared(engine);
            standby.kill();
            AtomicBoolean done = new AtomicBoolean();
            CompletableFuture<Void> cancelling = CompletableFuture.runAsync(() -> {
                while (!done.get()) {
                    primary.query("SELECT pg_cancel_backend(pid) FROM pg_stat_activity WHERE wait_event = 'SyncRep'");
                }
            });

            assertThatThrownBy(() ->
                            acme.messages().send(OutboundMessage.to(CUSTOMER).text("without a key")))
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining("outcome is unknown");
            assertThatThrownBy(() -> acme.messages()
                            .send(OutboundMessage.to(CUSTOMER).text("keyed").idempotencyKey("k")))
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining("outcome is unknown");

            done.set(true);
            cancelling.join();
        }
    }

    /** A copy of the files is the same cluster by its own account; only a witness outside tells them apart. */
    @Test
    @Timeout(300)
    void clusterFromABaseBackup_isSilent_onceTheWitnessWasRaised() throws Exception {
        AtomicLong witness = new AtomicLong(1);
        DebianPostgres original = primary();
        try (MessagingEngine engine = engine(original, witness::get)) {
            engine.runDue();
            prepared(engine).messages().send(OutboundMessage.to(CUSTOMER).text("your technician is on the way"));
        }
        DebianPostgres copy = started(original.copy());
        copy.start();

        assertThat(store(copy).guard().read().identity())
                .as("the system identifier travels with the files")
                .isEqualTo(store(original).guard().read().identity());
        witness.incrementAndGet();
        try (MessagingEngine engine = engine(copy, witness::get)) {
            assertThatThrownBy(engine::runDue)
                    .isInstanceOf(EnvironmentException.class)
                    .hasMessageContaining("epoch");
            assertThat(provider.requests()).isZero();
            engine.rearm("ops", "the original's machine is gone");
            engine.runDue();
            assertThat(provider.requests()).isEqualTo(1);
        }
        try (MessagingEngine engine = engine(original, witness::get)) {
            assertThatThrownBy(engine::runDue).isInstanceOf(EnvironmentException.class);
        }
    }

    private DebianPostgres primary() throws IOException, InterruptedException {
        Path directory = DebianPostgres.directory();
        return started(DebianPostgres.create(DebianPostgres.binaries().orElseThrow(), directory));
    }

    private DebianPostgres started(DebianPostgres server) {
        servers.addFirst(server);
        return server;
    }

    private Tenant prepared(MessagingEngine engine) {
        engine.tenants()
                .register(TenantProfile.of("acme", "Acme").sender(ChaosNode.OURS, provider.name(), provider.account()));
        Tenant acme = engine.tenant("acme");
        acme.consent().optIn(CUSTOMER, Purpose.TRANSACTIONAL, Evidence.form("booking"));
        return acme;
    }

    private MessagingEngine engine(DebianPostgres server, EpochWitness witness) {
        return MessagingEngine.builder()
                .store(store(server))
                .addProvider(provider)
                .epochWitness(witness)
                .executor(Runnable::run, 1)
                .build();
    }

    private static JdbcMessagingStore store(DebianPostgres server) {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setURL(DurablePostgres.url(server.host(), "test"));
        return JdbcMessagingStore.create(source);
    }
}
