package io.stratos.messaging.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stratos.messaging.MessagingEngine;
import io.stratos.messaging.Tenant;
import io.stratos.messaging.consent.Evidence;
import io.stratos.messaging.consent.Purpose;
import io.stratos.messaging.delivery.Cancellation;
import io.stratos.messaging.delivery.Cancellations;
import io.stratos.messaging.exception.EnvironmentException;
import io.stratos.messaging.id.MessageId;
import io.stratos.messaging.message.OutboundMessage;
import io.stratos.messaging.simulation.SimulatedMessage;
import io.stratos.messaging.simulation.SimulatedProvider;
import io.stratos.messaging.simulation.VirtualClock;
import io.stratos.messaging.tenant.TenantProfile;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.jdbc.datasource.DataSourceUtils;
import org.springframework.jdbc.datasource.TransactionAwareDataSourceProxy;
import org.springframework.transaction.support.TransactionTemplate;

/** A host changes its own table and its messages in one transaction, begun in each of the ways hosts begin one. */
class HostTransactionsTest {

    private static final String CUSTOMER = "+14155552671";
    private static final String KEY = "appointment-4711";

    static Stream<Arguments> everywhere() {
        return Stream.of(TestPostgres.pooledDatabase(), TestH2.inMemory())
                .flatMap(source -> Stream.of(Way.values()).map(way -> Arguments.of(way, new Host(source))));
    }

    @ParameterizedTest
    @MethodSource("everywhere")
    void committed_sendsWhatWasAccepted(Way way, Host host) throws SQLException {
        way.begin(host, (connection, acme) -> {
            host.book(connection);
            acme.messages().send(host.reminder());
            host.engine.runDue();
            assertThat(host.texts()).as("sent before the commit").isEmpty();
        });
        host.engine.runDue();

        assertThat(host.texts()).containsExactly("See you tomorrow");
        assertThat(host.booked()).isEqualTo(1);
    }

    @ParameterizedTest
    @MethodSource("everywhere")
    void rolledBack_sendsNothing(Way way, Host host) {
        assertThatThrownBy(() -> way.begin(host, (connection, acme) -> {
                    host.book(connection);
                    acme.messages().send(host.reminder());
                    throw new Failed();
                }))
                .isInstanceOf(Failed.class);
        host.engine.runDue();

        assertThat(host.texts()).isEmpty();
        assertThat(host.booked()).isZero();
    }

    @ParameterizedTest
    @MethodSource("everywhere")
    void cancelCommitted_sendsNothing(Way way, Host host) throws SQLException {
        MessageId kept = host.acme
                .messages()
                .send(OutboundMessage.to(CUSTOMER).text("Invoice"))
                .messageId();
        MessageId cancelled = host.acme.messages().send(host.reminder()).messageId();
        way.begin(host, (connection, acme) -> {
            host.book(connection);
            assertThat(acme.messages().cancelAbout(KEY)).isEqualTo(new Cancellations(List.of(cancelled), List.of()));
            host.engine.runDue();
            assertThat(host.texts()).as("while the host holds the other").containsExactly("Invoice");
        });
        host.engine.runDue();

        assertThat(host.texts()).containsExactly("Invoice");
        assertThat(host.acme.messages().cancel(cancelled)).isEqualTo(Cancellation.ALREADY_OVER);
        assertThat(host.acme.messages().cancel(kept)).isEqualTo(Cancellation.TOO_LATE);
        assertThat(host.booked()).isEqualTo(1);
    }

    @ParameterizedTest
    @MethodSource("everywhere")
    void cancelAndRescheduleRolledBack_sendsAsBefore(Way way, Host host) {
        host.acme.messages().send(host.reminder());
        assertThatThrownBy(() -> way.begin(host, (connection, acme) -> {
                    acme.messages().rescheduleAbout(KEY, host.store.now().plus(Duration.ofDays(1)));
                    acme.messages().cancelAbout(KEY);
                    throw new Failed();
                }))
                .isInstanceOf(Failed.class);
        host.engine.runDue();

        assertThat(host.texts()).containsExactly("See you tomorrow");
    }

    @ParameterizedTest
    @MethodSource("everywhere")
    void rescheduleCommitted_waits(Way way, Host host) throws SQLException {
        MessageId id = host.acme.messages().send(host.reminder()).messageId();
        way.begin(
                host,
                (connection, acme) ->
                        acme.messages().reschedule(id, host.store.now().plus(Duration.ofDays(1))));
        host.engine.runDue();
        assertThat(host.texts()).isEmpty();

        way.begin(host, (connection, acme) -> acme.messages().reschedule(id, host.store.now()));
        host.engine.runDue();
        assertThat(host.texts()).containsExactly("See you tomorrow");
    }

    @Test
    void store_onATransactionAwareProxy_isRefusedAndSaysWhatToDo() {
        DataSource proxy = new TransactionAwareDataSourceProxy(TestH2.inMemory());

        assertThatThrownBy(() -> JdbcMessagingStore.create(proxy))
                .isInstanceOf(EnvironmentException.class)
                .hasMessageContaining("DataSource behind it")
                .hasMessageContaining("transaction(connection)");
    }

    /** What a host does inside its transaction. */
    @FunctionalInterface
    interface Work {
        void run(Connection connection, Tenant acme) throws SQLException;
    }

    /** What a host's transaction fails with. */
    private static final class Failed extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    /** How a host begins a transaction. */
    enum Way {
        PLAIN_JDBC,
        JDBI,
        SPRING,
        SPRING_PROXY;

        void begin(Host host, Work work) throws SQLException {
            switch (this) {
                case PLAIN_JDBC -> host.plainJdbc(work);
                case JDBI -> host.jdbi(work);
                case SPRING -> host.spring(work);
                case SPRING_PROXY -> host.springProxy(work);
            }
        }
    }

    /** A host with a table of its own, and the engine on the same database. */
    private static final class Host {

        final JdbcMessagingStore store;
        final MessagingEngine engine;
        final Tenant acme;
        private final DataSource dataSource;
        private final Jdbi jdbi;
        private final TransactionTemplate transactions;
        private final SimulatedProvider provider = SimulatedProvider.builder(VirtualClock.at("2026-03-02T17:00:00Z"))
                .build();

        Host(DataSource dataSource) {
            this.dataSource = dataSource;
            this.jdbi = Jdbi.create(dataSource);
            this.transactions = new TransactionTemplate(new DataSourceTransactionManager(dataSource));
            this.store = JdbcMessagingStore.create(dataSource);
            new TestStore(dataSource, new ShiftedClock(), store).emptied();
            jdbi.useHandle(handle -> handle.execute("DROP TABLE IF EXISTS appointment"));
            jdbi.useHandle(handle -> handle.execute("CREATE TABLE appointment (id integer PRIMARY KEY)"));
            this.engine = MessagingEngine.builder()
                    .store(store)
                    .addProvider(provider)
                    .executor(Runnable::run, 4)
                    .build();
            engine.tenants()
                    .register(TenantProfile.of("acme", "Acme")
                            .sender("+14155550100", provider.name(), provider.account()));
            this.acme = engine.tenant("acme");
            acme.consent().optIn(CUSTOMER, Purpose.TRANSACTIONAL, Evidence.form("booking"));
        }

        void plainJdbc(Work work) throws SQLException {
            // tag::jdbc[]
            try (Connection connection = dataSource.getConnection()) {
                connection.setAutoCommit(false);
                try {
                    Tenant acme = engine.joining(store.transaction(connection)).tenant("acme");
                    work.run(connection, acme);
                    connection.commit();
                } catch (SQLException | RuntimeException failed) {
                    connection.rollback();
                    throw failed;
                }
            }
            // end::jdbc[]
        }

        void jdbi(Work work) throws SQLException {
            // tag::jdbi[]
            jdbi.useTransaction(handle -> {
                Connection connection = handle.getConnection();
                Tenant acme = engine.joining(store.transaction(connection)).tenant("acme");
                work.run(connection, acme);
            });
            // end::jdbi[]
        }

        void spring(Work work) {
            // tag::spring[]
            transactions.executeWithoutResult(status -> {
                Connection connection = DataSourceUtils.getConnection(dataSource);
                try {
                    Tenant acme = engine.joining(store.transaction(connection)).tenant("acme");
                    work.run(connection, acme);
                } catch (SQLException failed) {
                    throw new IllegalStateException(failed);
                } finally {
                    DataSourceUtils.releaseConnection(connection, dataSource);
                }
            });
            // end::spring[]
        }

        void springProxy(Work work) {
            // tag::proxy[]
            DataSource joining = new TransactionAwareDataSourceProxy(dataSource);
            transactions.executeWithoutResult(status -> {
                try (Connection connection = joining.getConnection()) {
                    Tenant acme = engine.joining(store.transaction(connection)).tenant("acme");
                    work.run(connection, acme);
                } catch (SQLException failed) {
                    throw new IllegalStateException(failed);
                }
            });
            // end::proxy[]
        }

        OutboundMessage reminder() {
            return OutboundMessage.to(CUSTOMER).text("See you tomorrow").businessKey(KEY);
        }

        void book(Connection connection) throws SQLException {
            try (Statement statement = connection.createStatement()) {
                statement.execute("INSERT INTO appointment VALUES (4711)");
            }
        }

        int booked() {
            return jdbi.withHandle(handle -> handle.createQuery("SELECT COUNT(*) FROM appointment")
                    .mapTo(Integer.class)
                    .one());
        }

        List<String> texts() {
            List<String> texts = new ArrayList<>();
            for (SimulatedMessage sent : provider.sent()) {
                texts.add(sent.content().text());
            }
            return texts;
        }

        @Override
        public String toString() {
            return store.getClass().getSimpleName();
        }
    }
}
