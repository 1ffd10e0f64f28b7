package io.stratos.messaging.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.stratos.messaging.exception.StoreException;
import io.stratos.messaging.message.Message;
import io.stratos.messaging.spi.store.AddressRecord;
import io.stratos.messaging.spi.store.IngestResult;
import io.stratos.messaging.spi.store.Intent;
import io.stratos.messaging.spi.store.NewMessage;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

class FailureTest {

    private final SpiedSource spied = new SpiedSource(TestH2.inMemory());
    private final JdbcMessagingStore store = JdbcMessagingStore.create(spied.source());
    private final Steps steps = new Steps(store);

    @Test
    void conflict_beforeCommit_isRepeatedAndThenStored() {
        NewMessage message = steps.message(steps.contact());
        AtomicInteger left = new AtomicInteger(3);
        spied.beforeStatement(() -> {
            if (left.getAndDecrement() > 0) {
                throw new SQLException("deadlock detected", "40P01");
            }
        });

        store.session().accept(List.of(message));

        assertThat(steps.claim(10)).hasSize(1);
    }

    @Test
    void conflict_thatDoesNotEnd_isRetryable() {
        NewMessage message = steps.message(steps.contact());
        spied.beforeStatement(() -> {
            throw new SQLException("could not serialize access", "40001");
        });

        StoreException e =
                catchThrowableOfType(StoreException.class, () -> store.session().accept(List.of(message)));

        assertThat(e.isRetryable()).isTrue();
    }

    @Test
    void failure_atCommit_isNotRepeatedAndSaysThatTheOutcomeIsUnknown() {
        NewMessage message = steps.message(steps.contact());
        spied.clear();
        spied.beforeCommit(() -> {
            throw new SQLException("connection reset", "08006");
        });

        StoreException e =
                catchThrowableOfType(StoreException.class, () -> store.session().accept(List.of(message)));

        assertThat(e).hasMessageContaining("outcome is unknown");
        assertThat(e.isRetryable()).isFalse();
        assertThat(spied.commits()).isEqualTo(1);
    }

    @Test
    void warning_atCommit_isAFailure() {
        NewMessage message = steps.message(steps.contact());
        spied.warnAtCommit();

        assertThatThrownBy(() -> store.session().accept(List.of(message)))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("outcome is unknown");
    }

    @Test
    void acceptAgain_afterALostAnswer_isADuplicate() {
        AddressRecord row = steps.contact();
        NewMessage message =
                steps.make.keyed(steps.make.outbound(Steps.ACME, row).build(), "key", "f");
        store.session().accept(List.of(message));

        assertThat(store.session().accept(List.of(message)).get(0).duplicate()).isTrue();

        assertThat(steps.claim(10)).hasSize(1);
    }

    @Test
    void failure_anyText_quotesNoDataOnH2() {
        assertThatQuotesNoData(TestStore.on(TestH2.inMemory()));
    }

    @Test
    void failure_anyText_quotesNoDataOnPostgres() {
        assertThatQuotesNoData(TestStore.on(TestPostgres.pooledDatabase()));
    }

    /** A column of the host's own making that refuses a number: both databases quote the number in what they say. */
    private static void assertThatQuotesNoData(TestStore database) {
        Steps there = new Steps(database.store());
        database.run("CREATE UNIQUE INDEX msg_message_host ON msg_message (recipient)");
        AddressRecord row = there.contact();
        there.accepted(row);

        assertThatThrownBy(() -> there.accepted(row))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("23505")
                .satisfies(
                        e -> assertThat(texts(e)).doesNotContain(row.address().value()));
    }

    @Test
    void connections_withoutAutoCommit_areCommittedAllTheSame() {
        TestStore database = TestStore.on(TestH2.inMemory());
        SpiedSource manual = new SpiedSource(database.source());
        manual.withoutAutoCommit();
        Steps there = new Steps(JdbcMessagingStore.create(manual.source()));

        there.accepted(there.contact());

        assertThat(new Steps(database.store()).claim(10)).hasSize(1);
    }

    @Test
    void text_thatPostgresCannotKeep_isStoredWithoutIt() {
        JdbcMessagingStore postgres = JdbcMessagingStore.create(TestPostgres.pooledDatabase());
        Steps there = new Steps(postgres);
        Message odd = there.make
                .inbound(Steps.ACME, there.contact(), "a\0b\uD83Dc\uD83D\uDE80")
                .build();

        postgres.ingest(List.of(there.make.delivery("d\0", odd)));

        assertThat(postgres.ingest(List.of(there.make.delivery("d\0", odd)))
                        .get(0)
                        .kind())
                .isEqualTo(IngestResult.Kind.DUPLICATE);
        assertThat(postgres.session()
                        .message(Steps.ACME, odd.id())
                        .orElseThrow()
                        .content()
                        .text())
                .isEqualTo("a\uFFFDb\uFFFDc\uD83D\uDE80");
    }

    @Test
    void connection_lostInATransaction_isARetryableStoreException() {
        TestStore database = TestStore.on(TestPostgres.database());
        Steps there = new Steps(database.store());
        there.accepted(there.contact());
        List<Intent> intents = there.intents(there.claim(1));

        StoreException e = catchThrowableOfType(
                StoreException.class,
                () -> database.store().intent(intents, Steps.LEASE, (claim, recipient) -> {
                    database.run("SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                            + " WHERE datname = current_database() AND pid <> pg_backend_pid()");
                    return there.proceeding();
                }));

        assertThat(e.isRetryable()).isTrue();
        assertThat(there.proceed(intents).get(0).committed()).isPresent();
    }

    @Test
    void database_away_isARetryableStoreException() {
        DataSource nobody = TestH2.source("jdbc:h2:tcp://127.0.0.1:1/x");

        StoreException e = catchThrowableOfType(StoreException.class, () -> JdbcMessagingStore.create(nobody));

        assertThat(e.isRetryable()).isTrue();
    }

    private static String texts(Throwable thrown) {
        StringBuilder texts = new StringBuilder();
        for (Throwable t = thrown; t != null; t = t.getCause()) {
            texts.append(t).append('\n');
            for (Throwable suppressed : t.getSuppressed()) {
                texts.append(suppressed).append('\n');
            }
        }
        return texts.toString();
    }
}
