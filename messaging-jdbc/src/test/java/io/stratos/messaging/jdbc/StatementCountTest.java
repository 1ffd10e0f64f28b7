package io.stratos.messaging.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.stratos.messaging.consent.ConsentAction;
import io.stratos.messaging.contact.Address;
import io.stratos.messaging.delivery.Outcome;
import io.stratos.messaging.limit.Period;
import io.stratos.messaging.message.MessageStatus;
import io.stratos.messaging.spi.store.AddressRecord;
import io.stratos.messaging.spi.store.Claim;
import io.stratos.messaging.spi.store.Draw;
import io.stratos.messaging.spi.store.Ingest;
import io.stratos.messaging.spi.store.Intent;
import io.stratos.messaging.spi.store.IntentDecision;
import io.stratos.messaging.spi.store.NewMessage;
import io.stratos.messaging.spi.store.Settlement;
import io.stratos.messaging.testkit.StoreFixtures;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A batch costs as many statements as one element does. */
class StatementCountTest {

    @ParameterizedTest
    @ValueSource(ints = {1, 100})
    void batches_onPostgres_costABoundedNumberOfStatements(int size) {
        SpiedSource spied = new SpiedSource(TestPostgres.pooledDatabase());

        assertThat(counts(spied, size)).isEqualTo(List.of(1, 2, 2, 2, 4, 1, 9));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 100})
    void batches_onH2_costABoundedNumberOfStatements(int size) {
        SpiedSource spied = new SpiedSource(TestH2.inMemory());

        // What is taken costs one more for the next tenant, if the limit has room for it.
        int next = size == 1 ? 1 : 0;
        assertThat(counts(spied, size)).isEqualTo(List.of(3, 4, 10, 9 + next, 5, 8, 10));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 100})
    void take_drawingOnLimits_onPostgres_costsThreeStatementsMore(int size) {
        SpiedSource spied = new SpiedSource(TestPostgres.pooledDatabase());
        JdbcMessagingStore store = JdbcMessagingStore.create(spied.source());
        Steps steps = new Steps(store);
        Draw draw = new Draw(
                new Draw.Key(Steps.ACME, Draw.Scope.TENANT, ""),
                1_000,
                new Period.Sliding(Duration.ofHours(1)),
                1,
                List.of(),
                "t",
                false);
        IntentDecision.Proceed free = (IntentDecision.Proceed) steps.proceeding();
        IntentDecision limited = new IntentDecision.Proceed(
                free.decision(), free.route(), free.unitLimit(), free.unitCount(), List.of(draw), List.of(), null);
        store.session().accept(steps.messages(size + 1));

        assertThat(count(spied, () -> steps.take(1, limited)))
                .as("with a new tally")
                .isEqualTo(6);
        store.session().accept(steps.messages(size));
        assertThat(count(spied, () -> steps.take(size, limited))).isEqualTo(5);
        store.session().accept(steps.messages(size));
        assertThat(count(spied, () -> steps.take(size, steps.proceeding())))
                .as("without limits")
                .isEqualTo(2);
    }

    @Test
    void manyAddresses_onPostgres_costOneStatement() {
        manyAddressesCostOneStatement(new SpiedSource(TestPostgres.pooledDatabase()));
    }

    @Test
    void manyAddresses_onH2_costOneStatement() {
        manyAddressesCostOneStatement(new SpiedSource(TestH2.inMemory()));
    }

    @Test
    void inboundStop_onPostgres_costsFiveStatements() {
        assertThat(inboundStop(new SpiedSource(TestPostgres.pooledDatabase()))).isEqualTo(5);
    }

    @Test
    void inboundStop_onH2_costsNineStatements() {
        assertThat(inboundStop(new SpiedSource(TestH2.inMemory()))).isEqualTo(9);
    }

    /** Lock, key, message with what it does to conversation and address, the state, the event. */
    private static int inboundStop(SpiedSource spied) {
        JdbcMessagingStore store = JdbcMessagingStore.create(spied.source());
        Steps steps = new Steps(store);
        AddressRecord row = steps.contact();
        Ingest stop = new Ingest.Inbound(
                StoreFixtures.PROVIDER,
                "d1",
                steps.make.inbound(Steps.ACME, row, "STOP").build(),
                List.of(steps.make.keyword(row.address(), ConsentAction.OPT_OUT_ALL)),
                null);

        int statements = count(spied, () -> store.ingest(List.of(stop)));

        assertThat(store.session().consent(Steps.ACME, row.address()).isStopped())
                .isTrue();
        return statements;
    }

    private static void manyAddressesCostOneStatement(SpiedSource spied) {
        JdbcMessagingStore store = JdbcMessagingStore.create(spied.source());
        Steps steps = new Steps(store);
        AddressRecord quiet = steps.contact();
        AddressRecord stopped = steps.contact();
        store.session().record(Steps.ACME, steps.make.keyword(stopped.address(), ConsentAction.OPT_OUT_ALL));
        Map<Address, AddressRecord> found = new HashMap<>();

        int statements = count(
                spied,
                () -> found.putAll(store.session()
                        .addresses(
                                Steps.ACME,
                                List.of(quiet.address(), stopped.address(), stopped.address(), steps.make.phone()))));

        assertThat(statements).isEqualTo(1);
        assertThat(found).containsOnlyKeys(quiet.address(), stopped.address());
        assertThat(found.get(quiet.address()).contact()).isEqualTo(quiet.contact());
        assertThat(found.get(quiet.address()).consent().isStopped()).isFalse();
        assertThat(found.get(stopped.address()).conversation()).isEqualTo(stopped.conversation());
        assertThat(found.get(stopped.address()).consent().isStopped()).isTrue();
        assertThat(store.session().addresses(StoreFixtures.OTHER, List.of(quiet.address())))
                .as("another tenant's")
                .isEmpty();
    }

    /** Statements of accept, accept with keys, take, take that holds, intent, settle, receipts. */
    private static List<Integer> counts(SpiedSource spied, int size) {
        JdbcMessagingStore store = JdbcMessagingStore.create(spied.source());
        Steps steps = new Steps(store);
        List<NewMessage> plain = steps.messages(size);
        List<NewMessage> keyed = steps.messages(size).stream()
                .map(m -> steps.make.keyed(m.message(), steps.make.name("key"), "f"))
                .toList();
        int accept = count(spied, () -> store.session().accept(plain));
        int acceptKeyed = count(spied, () -> store.session().accept(keyed));
        int take = count(spied, () -> steps.take(size, steps.proceeding()));
        Claim[] claimed = new Claim[size];
        int claim = count(spied, () -> steps.claim(size).toArray(claimed));
        List<Intent> intents = steps.intents(Stream.of(claimed).toList());
        int intent = count(spied, () -> steps.proceed(intents));
        List<Settlement> settlements = steps.accepted(intents);
        int settle = count(spied, () -> store.settle(settlements));
        List<Ingest> receipts = intents.stream()
                .<Ingest>map(i -> steps.make.receipt(
                        ((Outcome.Accepted) settlements.get(intents.indexOf(i)).outcome()).providerMessageId(),
                        i.attempt(),
                        MessageStatus.DELIVERED))
                .toList();
        int receipt = count(spied, () -> store.ingest(receipts));
        return List.of(accept, acceptKeyed, take, claim, intent, settle, receipt);
    }

    private static int count(SpiedSource spied, Runnable work) {
        spied.clear();
        work.run();
        return spied.executed().size();
    }
}
