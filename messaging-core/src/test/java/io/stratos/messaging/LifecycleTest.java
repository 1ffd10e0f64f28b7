package io.stratos.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stratos.messaging.delivery.Outcome;
import io.stratos.messaging.id.MessageId;
import io.stratos.messaging.message.MessageStatus;
import io.stratos.messaging.message.OutboundMessage;
import io.stratos.messaging.spi.provider.MessageProvider;
import io.stratos.messaging.spi.provider.SendRequest;
import io.stratos.messaging.testkit.ForwardingProvider;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class LifecycleTest {

    @Test
    void builtButNotStarted_onlyAccepts() {
        try (EngineFixture f = new EngineFixture()) {
            f.optIn();
            MessageId id = f.send("hello");
            assertThat(f.status(id)).isEqualTo(MessageStatus.QUEUED);
            assertThat(f.provider.requests()).isZero();
        }
    }

    @Test
    void started_sendsByItself_andCloseWaitsForWhatIsOnItsWay() throws Exception {
        try (EngineFixture f = new EngineFixture()) {
            f.optIn();
            Slow slow = new Slow(f.provider);
            MessagingEngine engine = MessagingEngine.builder()
                    .store(f.store)
                    .addProvider(slow)
                    .requestsAtOnce(4)
                    .build()
                    .start();
            MessageId id = engine.tenant("acme")
                    .messages()
                    .send(OutboundMessage.to(EngineFixture.CUSTOMER).text("hello"))
                    .messageId();
            assertThat(slow.entered.await(10, TimeUnit.SECONDS)).isTrue();
            Thread closing = new Thread(engine::close);
            closing.start();
            slow.letGo.countDown();
            closing.join();
            assertThat(f.status(id)).isEqualTo(MessageStatus.SENT);
            assertThat(slow.closed.get()).isEqualTo(1);
            engine.close();
            assertThat(slow.closed.get()).isEqualTo(1);
        }
    }

    /** Left to the poll, each of some fifty passes would begin a second after the one before. */
    @Test
    void moreThanMayBeOnTheirWay_areTakenUpAsSoonAsThereIsRoom() throws Exception {
        try (EngineFixture f = new EngineFixture()) {
            f.optIn();
            CountDownLatch left = new CountDownLatch(400);
            try (MessagingEngine engine = MessagingEngine.builder()
                    .store(f.store)
                    .addProvider(new WatchedProvider(f.provider, request -> left.countDown()))
                    .requestsAtOnce(10)
                    .build()) {
                for (int i = 0; i < 400; i++) {
                    f.send("hello " + i);
                }
                engine.start();
                assertThat(left.await(15, TimeUnit.SECONDS)).isTrue();
            }
        }
    }

    @Test
    void closeWithoutPatience_saysThatSomethingWasLeft() throws Exception {
        try (EngineFixture f = new EngineFixture()) {
            f.optIn();
            Slow slow = new Slow(f.provider);
            MessagingEngine engine = MessagingEngine.builder()
                    .store(f.store)
                    .addProvider(slow)
                    .build()
                    .start();
            f.send("hello");
            engine.tenants().list();
            assertThat(slow.entered.await(10, TimeUnit.SECONDS)).isTrue();
            assertThat(engine.close(Duration.ofMillis(1))).isFalse();
            slow.letGo.countDown();
        }
    }

    @Test
    void closed_refusesEverything() {
        EngineFixture f = new EngineFixture();
        f.close();
        assertThatThrownBy(() -> f.engine.tenant("acme")).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(f.engine::runDue).isInstanceOf(IllegalStateException.class);
        f.engine.close();
    }

    @Test
    void twoEnginesInOneJvm_knowNothingOfEachOther() {
        try (EngineFixture one = new EngineFixture();
                EngineFixture two = new EngineFixture()) {
            one.optIn();
            one.send("hello");
            two.engine.runDue();
            assertThat(two.provider.requests()).isZero();
            assertThat(two.acme.conversations().newest(10)).isEmpty();
        }
    }

    @Test
    void startedTwice_isStartedOnce() {
        try (EngineFixture f = new EngineFixture()) {
            assertThat(f.engine.start()).isSameAs(f.engine.start());
        }
    }

    /** Lets a request out only when told to. */
    private static final class Slow extends ForwardingProvider {

        private final CountDownLatch entered = new CountDownLatch(1);
        private final CountDownLatch letGo = new CountDownLatch(1);
        private final AtomicInteger closed = new AtomicInteger();

        Slow(MessageProvider inner) {
            super(inner);
        }

        @Override
        public Outcome send(SendRequest request) {
            entered.countDown();
            boolean interrupted = false;
            while (true) {
                try {
                    letGo.await();
                    break;
                } catch (InterruptedException closing) {
                    interrupted = true;
                }
            }
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
            return super.send(request);
        }

        @Override
        public void close() {
            closed.incrementAndGet();
        }
    }
}
