package io.stratos.messaging.jdbc;

import static io.stratos.messaging.jdbc.Steps.ACME;
import static org.assertj.core.api.Assertions.assertThat;

import io.stratos.messaging.consent.ConsentAction;
import io.stratos.messaging.delivery.Decision;
import io.stratos.messaging.message.MessageStatus;
import io.stratos.messaging.spi.store.AddressRecord;
import io.stratos.messaging.spi.store.Claim;
import io.stratos.messaging.spi.store.Intent;
import io.stratos.messaging.spi.store.IntentDecision;
import io.stratos.messaging.spi.store.IntentResult;
import io.stratos.messaging.spi.store.Taking;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** No intent commits after the commit of its recipient's opt-out (INV-3), on a real PostgreSQL. */
class OptOutRaceTest {

    private static final int ROUNDS = 300;

    @Test
    void intent_racingAnOptOut_neverCommitsAfterIt() throws Exception {
        TestStore database = TestStore.on(TestPostgres.pooledDatabase());
        Steps steps = new Steps(database.store());
        ExecutorService threads = Executors.newFixedThreadPool(3);
        int stopped = 0;
        try {
            for (int round = 0; round < ROUNDS; round++) {
                stopped += race(database, steps, threads) ? 1 : 0;
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(stopped).as("rounds in which the opt-out came first").isBetween(1, ROUNDS - 1);
    }

    @Test
    void take_racingAnOptOut_neverCommitsAfterIt() throws Exception {
        TestStore database = TestStore.on(TestPostgres.pooledDatabase());
        Steps steps = new Steps(database.store());
        ExecutorService threads = Executors.newFixedThreadPool(3);
        int stopped = 0;
        try {
            for (int round = 0; round < ROUNDS; round++) {
                AddressRecord row = steps.contact();
                steps.accepted(row);
                steps.accepted(row);
                Callable<List<IntentResult>> take = () -> database.store()
                        .take(
                                Taking.of(1, Steps.LEASE),
                                steps.make::attemptId,
                                (claim, recipient) -> gate(steps, recipient));
                stopped += race(database, steps, threads, row, List.of(take, take)) ? 1 : 0;
                // What the opt-out's lock kept from being taken is stopped now.
                take.call();
                take.call();
                assertNoneBegunLater(database, row);
                assertThat(steps.claim(1)).isEmpty();
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(stopped).as("rounds in which the opt-out came first").isBetween(1, ROUNDS - 1);
    }

    private static boolean race(TestStore database, Steps steps, ExecutorService threads) throws Exception {
        AddressRecord row = steps.contact();
        List<Callable<List<IntentResult>>> intents = new ArrayList<>();
        steps.accepted(row);
        steps.accepted(row);
        for (Claim claim : steps.claim(2)) {
            Intent intent = new Intent(claim, steps.make.attemptId());
            intents.add(() ->
                    database.store().intent(List.of(intent), Steps.LEASE, (held, recipient) -> gate(steps, recipient)));
        }
        return race(database, steps, threads, row, intents);
    }

    /** {@return whether the opt-out came before all of them} */
    private static boolean race(
            TestStore database,
            Steps steps,
            ExecutorService threads,
            AddressRecord row,
            List<Callable<List<IntentResult>>> senders)
            throws Exception {
        AtomicBoolean optedOut = new AtomicBoolean();
        CyclicBarrier start = new CyclicBarrier(senders.size() + 1);
        List<Future<Boolean>> racing = new ArrayList<>();
        for (Callable<List<IntentResult>> sender : senders) {
            racing.add(threads.submit(() -> {
                start.await(1, TimeUnit.MINUTES);
                boolean before = optedOut.get();
                boolean sends =
                        sender.call().stream().anyMatch(result -> result.decision() instanceof IntentDecision.Proceed);
                assertThat(before && sends)
                        .as("sent after the opt-out had returned")
                        .isFalse();
                return sends;
            }));
        }
        racing.add(threads.submit(() -> {
            start.await(1, TimeUnit.MINUTES);
            database.store().session().record(ACME, steps.make.keyword(row.address(), ConsentAction.OPT_OUT_ALL));
            optedOut.set(true);
            return false;
        }));
        boolean sent = false;
        for (Future<Boolean> one : racing) {
            sent |= one.get(1, TimeUnit.MINUTES);
        }
        assertNoneBegunLater(database, row);
        return !sent;
    }

    /** What began took its instant under the shared lock, so it lies before that of the opt-out. */
    private static void assertNoneBegunLater(TestStore database, AddressRecord row) {
        database.query(
                "SELECT count(*) FROM msg_attempt a JOIN msg_message m ON m.tenant_id = a.tenant_id"
                        + " AND m.message_id = a.message_id JOIN msg_address d ON d.tenant_id = m.tenant_id"
                        + " AND d.address = m.recipient WHERE d.stopped_at < a.started_at AND d.address = '"
                        + row.address().value() + "'",
                rs -> assertThat(rs.getInt(1)).as("intents after the opt-out").isZero());
    }

    private static IntentDecision gate(Steps steps, AddressRecord recipient) {
        return recipient.consent().isStopped()
                ? new IntentDecision.Stop(steps.make.allowed(Decision.Stage.SEND, "stopped"), MessageStatus.BLOCKED)
                : steps.proceeding();
    }
}
