package io.stratos.messaging.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stratos.messaging.MessagingEngine;
import io.stratos.messaging.Tenant;
import io.stratos.messaging.consent.ConsentSource;
import io.stratos.messaging.consent.Evidence;
import io.stratos.messaging.consent.Purpose;
import io.stratos.messaging.contact.PhoneNumber;
import io.stratos.messaging.exception.StoreException;
import io.stratos.messaging.message.MessageStatus;
import io.stratos.messaging.message.OutboundMessage;
import io.stratos.messaging.simulation.SimulatedProvider;
import io.stratos.messaging.tenant.TenantProfile;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

/** What a node remembers of a contact saves a round trip, and never decides anything by itself. */
class RememberedAddressTest {

    private static final String PHONE = "+14155550142";
    private static final Evidence TOLD = Evidence.from(ConsentSource.AGENT);

    private final DataSource source = TestPostgres.pooledDatabase();
    private final SpiedSource spied = new SpiedSource(source);
    private final JdbcMessagingStore store = JdbcMessagingStore.create(spied.source());
    private final MessagingEngine engine = engine(store);
    private final Tenant here = engine.tenant("acme");
    private final Tenant elsewhere = engine(JdbcMessagingStore.create(source)).tenant("acme");

    @Test
    void messageToAContactMetBefore_costsOneStatementThatCommitsItself() {
        meet();
        spied.clear();

        assertThat(send(here)).isEqualTo(MessageStatus.QUEUED);

        assertThat(spied.executed()).hasSize(1);
        assertThat(spied.commits()).as("it commits itself").isEqualTo(1);
    }

    @Test
    void stopRecordedByAnotherNode_blocks() {
        meet();
        elsewhere.consent().optOutOfAll(PhoneNumber.of(PHONE), TOLD);

        assertThat(send(here)).isEqualTo(MessageStatus.BLOCKED);
    }

    @Test
    void stopLiftedByAnotherNode_lets() {
        meet();
        elsewhere.consent().optOutOfAll(PhoneNumber.of(PHONE), TOLD);
        assertThat(send(here)).isEqualTo(MessageStatus.BLOCKED);
        elsewhere.consent().resubscribe(PhoneNumber.of(PHONE), TOLD);

        assertThat(send(here)).isEqualTo(MessageStatus.QUEUED);
    }

    @Test
    void severalChangesInOneTransaction_areToldApart() throws SQLException {
        meet();
        try (Connection connection = source.getConnection()) {
            connection.setAutoCommit(false);
            Tenant joined = engine.joining(store.transaction(connection)).tenant("acme");

            joined.consent().optOutOfAll(PhoneNumber.of(PHONE), TOLD);
            assertThat(send(joined)).isEqualTo(MessageStatus.BLOCKED);
            joined.consent().resubscribe(PhoneNumber.of(PHONE), TOLD);
            assertThat(send(joined)).isEqualTo(MessageStatus.QUEUED);
            connection.rollback();
        }

        assertThat(send(here)).isEqualTo(MessageStatus.QUEUED);
    }

    @Test
    void answerLost_isUnknown() {
        meet();
        spied.afterCommit(() -> {
            throw new SQLException("connection reset", "08006");
        });

        assertThatThrownBy(() -> send(here))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("outcome is unknown");
    }

    @Test
    void standbyThatDidNotConfirm_isUnknown() {
        meet();
        spied.warnAtCommit();

        assertThatThrownBy(() -> send(here))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("outcome is unknown");
    }

    @Test
    void databaseThatIsFull_storedNothing() {
        meet();
        spied.beforeCommit(() -> {
            throw new SQLException("could not extend file", "53100");
        });

        assertThatThrownBy(() -> send(here))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("nothing was stored");
    }

    private void meet() {
        here.consent().optIn(PHONE, Purpose.TRANSACTIONAL, TOLD);
        send(here);
        send(here);
    }

    private static MessageStatus send(Tenant tenant) {
        return tenant.messages().send(OutboundMessage.to(PHONE).text("Hi")).status();
    }

    private static MessagingEngine engine(JdbcMessagingStore store) {
        SimulatedProvider provider = SimulatedProvider.create(Clock.fixed(Instant.EPOCH, ZoneOffset.UTC));
        MessagingEngine engine =
                MessagingEngine.builder().store(store).addProvider(provider).build();
        engine.tenants()
                .register(TenantProfile.of("acme", "Acme").sender("+14155550100", provider.name(), provider.account()));
        return engine;
    }
}
