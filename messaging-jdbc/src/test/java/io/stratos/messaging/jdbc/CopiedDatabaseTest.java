package io.stratos.messaging.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stratos.messaging.EpochWitness;
import io.stratos.messaging.MessagingEngine;
import io.stratos.messaging.Tenant;
import io.stratos.messaging.consent.Evidence;
import io.stratos.messaging.consent.Purpose;
import io.stratos.messaging.contact.PhoneNumber;
import io.stratos.messaging.exception.EnvironmentException;
import io.stratos.messaging.message.OutboundMessage;
import io.stratos.messaging.simulation.SimulatedProvider;
import io.stratos.messaging.simulation.VirtualClock;
import io.stratos.messaging.tenant.TenantProfile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.util.concurrent.atomic.AtomicLong;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.ds.PGSimpleDataSource;

/** A copy of a database, however made, sends nothing until somebody says that it shall (INV-12). */
class CopiedDatabaseTest {

    private static final String OURS = "+14155550100";
    private static final String CUSTOMER = "+14155552671";
    private static final EpochWitness NONE = () -> 0;

    @TempDir
    Path directory;

    private final SimulatedProvider provider = SimulatedProvider.builder(
                    VirtualClock.at(Clock.systemUTC().instant()))
            .build();

    @Test
    void h2File_copiedElsewhere_isSilentUntilRearmed() throws IOException {
        Path original = directory.resolve("original");
        Path copy = directory.resolve("copy");
        queueOne(file(original), NONE);
        Files.copy(mv(original), mv(copy));

        assertThatItIsSilentUntilRearmed(file(copy), original.toString());
    }

    @Test
    void h2File_openedAgain_sends() {
        Path original = directory.resolve("original");
        queueOne(file(original), NONE);

        assertThatItSends(file(original), NONE);
    }

    @Test
    void postgres_copiedByTemplate_isSilentUntilRearmed() {
        PGSimpleDataSource original = TestPostgres.database();
        queueOne(original, NONE);

        assertThatItIsSilentUntilRearmed(TestPostgres.copyOf(original), "PostgreSQL system");
    }

    @Test
    void postgres_openedAgain_sends() {
        PGSimpleDataSource original = TestPostgres.database();
        queueOne(original, NONE);

        assertThatItSends(original, NONE);
    }

    @Test
    void postgres_vacuumedOrRenamed_sends() {
        PGSimpleDataSource original = TestPostgres.database();
        queueOne(original, NONE);
        run(original, "VACUUM FULL msg_environment");
        String renamed = original.getDatabaseName() + "_renamed";
        PGSimpleDataSource elsewhere = TestPostgres.emptyDatabase();
        run(elsewhere, "ALTER DATABASE " + original.getDatabaseName() + " RENAME TO " + renamed);
        original.setDatabaseName(renamed);

        assertThatItSends(original, NONE);
    }

    /** A dump that is restored over the original makes the tables anew. */
    @Test
    void postgres_restoredOverItself_isSilentUntilRearmed() {
        PGSimpleDataSource original = TestPostgres.database();
        queueOne(original, NONE);
        run(original, "CREATE TABLE dump AS SELECT * FROM msg_environment");
        run(original, "DROP TABLE msg_environment");
        run(original, "CREATE TABLE msg_environment AS SELECT * FROM dump");
        run(original, "ALTER TABLE msg_environment ADD PRIMARY KEY (arming_no)");

        assertThatItIsSilentUntilRearmed(original, "table");
    }

    /** Another cluster has another system identifier; here the row pretends to come from one. */
    @Test
    void postgres_fromAnotherCluster_isSilentUntilRearmed() {
        PGSimpleDataSource original = TestPostgres.database();
        queueOne(original, NONE);
        run(original, "UPDATE msg_environment SET identity = regexp_replace(identity, 'system [0-9]+ ', 'system 42 ')");

        assertThatItIsSilentUntilRearmed(original, "PostgreSQL system 42 ");
    }

    @Test
    void postgres_whoseUserMayNotAskForTheSystem_knowsItselfAndACopyBesideIt() {
        PGSimpleDataSource original = TestPostgres.database();
        String user = "app_" + original.getDatabaseName();
        run(original, "CREATE ROLE " + user + " LOGIN");
        run(original, "REVOKE EXECUTE ON FUNCTION pg_control_system() FROM PUBLIC");
        run(original, "GRANT ALL ON ALL TABLES IN SCHEMA public TO " + user);
        original.setUser(user);
        queueOne(original, NONE);

        assertThat(JdbcMessagingStore.create(original).guard().read().identity())
                .startsWith("PostgreSQL system unknown");
        PGSimpleDataSource copy = TestPostgres.copyOf(original);
        copy.setUser(user);
        assertThatItIsSilentUntilRearmed(copy, "system unknown");
        provider.sent();
        assertThatItSends(original, NONE);
    }

    /** Nothing within a physical copy tells it from the original; that takes the witness. */
    @Test
    void physicalCopy_isSilent_onceTheWitnessWasRaised() throws IOException {
        AtomicLong counter = new AtomicLong(1);
        Path original = directory.resolve("original");
        queueOne(file(original), counter::get);
        Path away = directory.resolve("away");
        Files.copy(mv(original), mv(away));
        Files.delete(mv(original));
        Files.copy(mv(away), mv(original));

        counter.incrementAndGet();

        try (MessagingEngine restored = engine(file(original), counter::get)) {
            assertThatThrownBy(restored::runDue).isInstanceOf(EnvironmentException.class);
            restored.rearm("ops", "restored the backup of Monday; the old machine is gone");
            restored.runDue();
        }
        assertThat(provider.requests()).isEqualTo(1);
    }

    private void queueOne(DataSource source, EpochWitness witness) {
        try (MessagingEngine engine = engine(source, witness)) {
            engine.runDue();
            engine.tenants()
                    .register(TenantProfile.of("acme", "Acme").sender(OURS, provider.name(), provider.account()));
            Tenant acme = engine.tenant("acme");
            acme.consent().optIn(CUSTOMER, Purpose.TRANSACTIONAL, Evidence.form("booking"));
            acme.messages().send(OutboundMessage.to(CUSTOMER).text("your technician is on the way"));
        }
    }

    private void assertThatItIsSilentUntilRearmed(DataSource source, String quoted) {
        int before = provider.requests();
        try (MessagingEngine engine = engine(source, NONE)) {
            assertThatThrownBy(engine::runDue)
                    .isInstanceOf(EnvironmentException.class)
                    .hasMessageContaining(quoted);
            engine.start();
            Tenant acme = engine.tenant("acme");
            acme.messages().send(OutboundMessage.to(CUSTOMER).text("accepted meanwhile"));
            assertThat(provider.requests()).isEqualTo(before);
        }
        try (MessagingEngine engine = engine(source, NONE)) {
            engine.rearm("ops@example.com", "the original is gone");
            engine.runDue();
            assertThat(provider.requests()).isEqualTo(before + 2);
            int status = engine.webhooks()
                    .handle(provider.name(), provider.inbound(CUSTOMER, OURS, "STOP"))
                    .status();
            assertThat(status).isEqualTo(200);
            assertThat(engine.tenant("acme")
                            .consent()
                            .of(PhoneNumber.of(CUSTOMER))
                            .isStopped())
                    .isTrue();
        }
        assertThat(JdbcMessagingStore.create(source).guard().history())
                .extracting(arming -> arming.by())
                .containsExactly("engine", "ops@example.com");
    }

    private void assertThatItSends(DataSource source, EpochWitness witness) {
        int before = provider.requests();
        try (MessagingEngine engine = engine(source, witness)) {
            engine.runDue();
        }
        assertThat(provider.requests()).isEqualTo(before + 1);
    }

    private MessagingEngine engine(DataSource source, EpochWitness witness) {
        return MessagingEngine.builder()
                .store(JdbcMessagingStore.create(source))
                .addProvider(provider)
                .environment("production")
                .epochWitness(witness)
                .executor(Runnable::run, 1)
                .build();
    }

    private static JdbcDataSource file(Path path) {
        return TestH2.source("jdbc:h2:file:" + path.toAbsolutePath() + TestH2.DURABLE);
    }

    private static Path mv(Path path) {
        return path.resolveSibling(path.getFileName() + ".mv.db");
    }

    private static void run(DataSource source, String statement) {
        try (Connection connection = source.getConnection();
                Statement running = connection.createStatement()) {
            running.execute(statement);
        } catch (SQLException e) {
            throw new IllegalStateException(statement, e);
        }
    }
}
