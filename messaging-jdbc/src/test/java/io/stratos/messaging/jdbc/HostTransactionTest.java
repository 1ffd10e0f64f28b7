package io.stratos.messaging.jdbc;

import static io.stratos.messaging.jdbc.Steps.ACME;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stratos.messaging.consent.ConsentAction;
import io.stratos.messaging.contact.Address;
import io.stratos.messaging.exception.EnvironmentException;
import io.stratos.messaging.exception.StoreException;
import io.stratos.messaging.id.MessageId;
import io.stratos.messaging.spi.store.AddressRecord;
import io.stratos.messaging.spi.store.Ingest;
import io.stratos.messaging.spi.store.NewMessage;
import io.stratos.messaging.spi.store.StoreSession;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.postgresql.ds.PGSimpleDataSource;

/** What a host sees of its own connection; the rest is in the contract of every store. */
class HostTransactionTest {

    enum On {
        POSTGRES,
        H2;

        TestStore store() {
            // A statement that waits for a lock fails instead of hanging the build.
            return this == POSTGRES ? TestStore.on(impatientPostgres()) : TestStore.on(TestH2.inMemory());
        }

        private static DataSource impatientPostgres() {
            PGSimpleDataSource source = TestPostgres.database();
            source.setOptions("-c lock_timeout=5s -c statement_timeout=20s");
            return source;
        }
    }

    @ParameterizedTest
    @EnumSource
    void transaction_afterCallsAndFailures_leavesTheConnectionAsItWas(On on) throws SQLException {
        TestStore database = on.store();
        Steps steps = new Steps(database.store());
        AddressRecord row = steps.contact();
        try (Connection connection = database.source().getConnection()) {
            connection.setAutoCommit(false);
            StoreSession session = database.store().transaction(connection);
            NewMessage message = steps.message(row);
            session.accept(List.of(message));
            assertThatThrownBy(() -> session.accept(List.of(message))).isNotNull();
            session.conversations(ACME, null, 10);

            assertThat(connection.isClosed()).isFalse();
            assertThat(connection.getAutoCommit()).isFalse();
            assertThat(steps.claim(10)).isEmpty();
            connection.commit();
            assertThat(steps.claim(10)).hasSize(1);
        }
    }

    @ParameterizedTest
    @EnumSource
    void accept_thatFails_leavesTheHostsTransactionUsable_andNothingBehind(On on) throws SQLException {
        TestStore database = on.store();
        SpiedSource spied = new SpiedSource(database.source());
        Steps steps = new Steps(database.store());
        AddressRecord row = steps.contact();
        NewMessage message = steps.message(row);
        NewMessage other = steps.message(row);
        try (Connection connection = spied.source().getConnection()) {
            connection.setAutoCommit(false);
            StoreSession session = database.store().transaction(connection);
            session.accept(List.of(message));
            spied.clear();
            spied.beforeStatement(() -> {
                spied.beforeStatement(() -> {});
                throw new SQLException("never reached the database", "07000");
            });
            assertThatThrownBy(() -> session.accept(List.of(other))).isInstanceOf(StoreException.class);
            assertThatThrownBy(() -> session.accept(List.of(other, message))).isInstanceOf(StoreException.class);
            session.accept(List.of(other));
            connection.commit();
        }
        assertThat(steps.claim(10)).hasSize(2);
    }

    @Test
    void accept_onPostgres_isOneRoundTripOfTheHostsTransaction() throws SQLException {
        TestStore database = On.POSTGRES.store();
        SpiedSource spied = new SpiedSource(database.source());
        Steps steps = new Steps(database.store());
        NewMessage message = steps.message(steps.contact());
        try (Connection connection = spied.source().getConnection()) {
            connection.setAutoCommit(false);
            StoreSession session = database.store().transaction(connection);
            spied.clear();
            session.accept(List.of(message));

            assertThat(spied.executed()).hasSize(1);
            assertThat(spied.savepoints()).isZero();
            connection.rollback();
        }
    }

    @ParameterizedTest
    @EnumSource
    void transaction_rolledBack_leavesNothingToClaim(On on) {
        TestStore database = on.store();
        Steps steps = new Steps(database.store());
        OpenTransaction host = database.begin();
        AddressRecord row = host.session()
                .ensureAddress(ACME, steps.make.phone(), steps.make.contactId(), steps.make.conversationId());
        MessageId id = host.session()
                .accept(List.of(steps.message(row)))
                .get(0)
                .message()
                .id();
        host.rollback();

        assertThat(database.store().session().message(ACME, id)).isEmpty();
        assertThat(steps.claim(10)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void transaction_leftOpen_makesNobodyElseWaitForItsNewAddress(On on) {
        TestStore database = on.store();
        Steps steps = new Steps(database.store());
        try (OpenTransaction host = database.begin()) {
            Address phone = steps.make.phone();
            AddressRecord row =
                    host.session().ensureAddress(ACME, phone, steps.make.contactId(), steps.make.conversationId());
            host.session().accept(List.of(steps.message(row)));

            AddressRecord seen = database.store()
                    .session()
                    .ensureAddress(ACME, phone, steps.make.contactId(), steps.make.conversationId());
            steps.accepted(seen);
            steps.proceed(steps.intents(steps.claim(10)));
            database.store()
                    .ingest(List.of(new Ingest.Inbound(
                            "simulated",
                            "d1",
                            steps.make.inbound(ACME, seen, "STOP").build(),
                            List.of(steps.make.keyword(phone, ConsentAction.OPT_OUT_ALL)),
                            null)));

            assertThat(seen.contact()).isEqualTo(row.contact());
            assertThat(host.session().consent(ACME, phone).isStopped()).isTrue();
            host.rollback();
        }
    }

    @ParameterizedTest
    @EnumSource
    void transaction_onAutoCommit_isRefusedAndSaysWhy(On on) throws SQLException {
        TestStore database = on.store();
        try (Connection connection = database.source().getConnection()) {
            assertThatThrownBy(() -> database.store().transaction(connection))
                    .isInstanceOf(EnvironmentException.class)
                    .hasMessageContaining("auto-commit")
                    .hasMessageContaining("setAutoCommit(false)");
        }
    }
}
