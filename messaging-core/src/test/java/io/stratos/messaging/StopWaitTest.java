package io.stratos.messaging;

import static io.stratos.messaging.EngineFixture.CUSTOMER;
import static io.stratos.messaging.EngineFixture.OURS;
import static org.assertj.core.api.Assertions.assertThat;

import io.stratos.messaging.contact.PhoneNumber;
import io.stratos.messaging.delivery.Decision;
import io.stratos.messaging.delivery.Outcome;
import io.stratos.messaging.id.AttemptId;
import io.stratos.messaging.internal.machine.Machine;
import io.stratos.messaging.internal.machine.Patience;
import io.stratos.messaging.routing.Route;
import io.stratos.messaging.routing.Sender;
import io.stratos.messaging.simulation.Behavior;
import io.stratos.messaging.simulation.SimulatedProvider;
import io.stratos.messaging.simulation.VirtualClock;
import io.stratos.messaging.spi.provider.MessageProvider;
import io.stratos.messaging.spi.provider.SendRequest;
import io.stratos.messaging.spi.store.Claim;
import io.stratos.messaging.spi.store.Intent;
import io.stratos.messaging.spi.store.IntentDecision;
import io.stratos.messaging.spi.store.Settlement;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A STOP is answered after the requests on their way were, or after a second. Nothing sleeps: the wait is handed in. */
@Timeout(30)
class StopWaitTest {

    private static final Duration LEASE = Duration.ofMinutes(1);

    private EngineFixture f = new EngineFixture();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final AtomicLong nanos = new AtomicLong();
    private final List<Duration> waits = Collections.synchronizedList(new ArrayList<>());
    private final List<String> order = Collections.synchronizedList(new ArrayList<>());

    @AfterEach
    void close() {
        threads.shutdownNow();
        f.close();
    }

    @Test
    void stop_isAnsweredOnceTheRequestOnItsWayWasAnswered() throws Exception {
        CountDownLatch written = new CountDownLatch(1);
        CountDownLatch someoneWaits = new CountDownLatch(1);
        CountDownLatch letGo = new CountDownLatch(1);
        MessagingEngine engine = engine(
                request -> {
                    written.countDown();
                    await(letGo);
                    order.add("provider answers");
                },
                (changed, longest) -> {
                    waits.add(Duration.ofNanos(longest));
                    someoneWaits.countDown();
                    return Machine.real(f.clock).patience().await(changed, TimeUnit.SECONDS.toNanos(20));
                });
        queue();
        Future<?> sending = threads.submit(engine::runDue);
        await(written);
        Future<?> webhook = threads.submit(() -> {
            stop(engine);
            order.add("STOP is answered");
        });
        await(someoneWaits);
        assertThat(f.acme.consent().of(PhoneNumber.of(CUSTOMER)).isStopped()).isTrue();
        letGo.countDown();
        webhook.get();
        sending.get();

        assertThat(order).startsWith("provider answers").contains("STOP is answered");
        assertThat(waits).as("no polling for a request of this node").containsOnly(Duration.ofSeconds(1));
    }

    @Test
    void stop_isAnsweredAfterASecond_whateverIsOnItsWay() throws Exception {
        CountDownLatch written = new CountDownLatch(1);
        CountDownLatch letGo = new CountDownLatch(1);
        MessagingEngine engine = engine(
                request -> {
                    written.countDown();
                    await(letGo);
                },
                this::passes);
        queue();
        Future<?> sending = threads.submit(engine::runDue);
        await(written);

        assertThat(stop(engine)).isEqualTo(200);

        assertThat(waits).containsExactly(Duration.ofSeconds(1));
        letGo.countDown();
        sending.get();
    }

    @Test
    void stop_waitsForARepetitionOfItsOwnNode() throws Exception {
        f.close();
        f = new EngineFixture(SimulatedProvider.builder(VirtualClock.at("2026-03-02T17:00:00Z"))
                .webhookUrl(URI.create(EngineFixture.PUBLIC_URL + "/simulated"))
                .lookUp(false)
                .knowsKeys(Duration.ofHours(1))
                .build());
        f.provider.next(Behavior.timeoutWithoutAccept());
        queue();
        f.pass(Duration.ZERO);
        f.clock.advance(Duration.ofSeconds(11));
        CountDownLatch written = new CountDownLatch(1);
        CountDownLatch letGo = new CountDownLatch(1);
        MessagingEngine engine = engine(
                request -> {
                    written.countDown();
                    await(letGo);
                },
                this::passes);
        Future<?> sending = threads.submit(engine::runDue);
        await(written);

        assertThat(stop(engine)).isEqualTo(200);

        assertThat(waits).containsExactly(Duration.ofSeconds(1));
        letGo.countDown();
        sending.get();
    }

    @Test
    void stop_waitsForAnotherNode_lookingRarely() {
        AttemptId attempt = new AttemptId(new UUID(0x0190_0000_0000_7000L, 0x8000_0000_0000_0001L));
        queue();
        Claim claim = underwayElsewhere(attempt);
        MessagingEngine engine = engine(request -> {}, (changed, longest) -> {
            if (waits.size() == 2) {
                f.store.settle(List.of(new Settlement(
                        claim.token(), attempt, new Outcome.Accepted("SM1"), new Settlement.Next.Advance())));
            }
            return passes(changed, longest);
        });

        assertThat(stop(engine)).isEqualTo(200);

        assertThat(waits).hasSize(3).containsOnly(Duration.ofMillis(200));
    }

    @Test
    void stop_whileAnotherNodeHangs_isAnsweredAfterASecond() {
        queue();
        underwayElsewhere(new AttemptId(new UUID(0x0190_0000_0000_7000L, 0x8000_0000_0000_0001L)));

        assertThat(stop(engine(request -> {}, this::passes))).isEqualTo(200);

        assertThat(waits).hasSize(5);
        assertThat(Duration.ofNanos(nanos.get())).isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void stop_withNothingOnItsWay_waitsForNothing() {
        MessagingEngine engine = engine(request -> {}, this::passes);
        queue();
        assertThat(stop(engine)).isEqualTo(200);
        assertThat(waits).isEmpty();
    }

    @Test
    void stop_onTheThreadThatCarriesTheRequest_doesNotWaitForItself() {
        List<MessagingEngine> itself = new ArrayList<>();
        MessagingEngine engine = engine(request -> stop(itself.get(0)), this::passes);
        itself.add(engine);
        queue();

        engine.runDue();

        assertThat(f.acme.consent().of(PhoneNumber.of(CUSTOMER)).isStopped()).isTrue();
        assertThat(waits).isEmpty();
    }

    @Test
    void otherTexts_waitForNothing() {
        queue();
        underwayElsewhere(new AttemptId(new UUID(0x0190_0000_0000_7000L, 0x8000_0000_0000_0001L)));
        MessagingEngine engine = engine(request -> {}, this::passes);
        for (String text : List.of("thanks", "HELP", "START")) {
            assertThat(deliver(engine, text)).isEqualTo(200);
        }
        assertThat(waits).isEmpty();
    }

    private MessagingEngine engine(Consumer<SendRequest> whileSending, Patience patience) {
        MessageProvider provider = new WatchedProvider(f.provider, whileSending);
        return MessagingEngine.builder()
                .store(f.store)
                .addProvider(provider)
                .machine(new Machine(f.clock, nanos::get, null, patience))
                .publicUrl(EngineFixture.PUBLIC_URL)
                .executor(Runnable::run, 1)
                .build();
    }

    /** Time passes at once. */
    private boolean passes(Condition changed, long longest) {
        waits.add(Duration.ofNanos(longest));
        nanos.addAndGet(longest);
        return true;
    }

    private void queue() {
        f.optIn();
        f.send("hello");
    }

    private Claim underwayElsewhere(AttemptId attempt) {
        Claim claim = f.claim(LEASE).get(0).intent().claim();
        Route route = Route.of(Sender.of(OURS, f.provider.name(), f.provider.account()));
        f.store.intent(
                List.of(new Intent(claim, attempt)),
                LEASE,
                (held, recipient) -> new IntentDecision.Proceed(decision(), route, 1_600, 1));
        return claim;
    }

    private Decision decision() {
        return new Decision(f.clock.instant(), Decision.Stage.SEND, List.of());
    }

    private int stop(MessagingEngine engine) {
        return deliver(engine, "STOP");
    }

    private int deliver(MessagingEngine engine, String text) {
        SimulatedProvider phone = f.provider;
        return engine.webhooks()
                .handle(phone.name(), phone.inbound(CUSTOMER, OURS, text))
                .status();
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException stop) {
            throw new IllegalStateException(stop);
        }
    }
}
