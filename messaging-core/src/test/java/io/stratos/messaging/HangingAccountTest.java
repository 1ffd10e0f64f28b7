package io.stratos.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import io.stratos.messaging.consent.Evidence;
import io.stratos.messaging.consent.Purpose;
import io.stratos.messaging.delivery.Outcome;
import io.stratos.messaging.memory.InMemoryMessagingStore;
import io.stratos.messaging.message.OutboundMessage;
import io.stratos.messaging.simulation.SimulatedProvider;
import io.stratos.messaging.simulation.VirtualClock;
import io.stratos.messaging.spi.provider.MessageProvider;
import io.stratos.messaging.spi.provider.SendRequest;
import io.stratos.messaging.tenant.TenantProfile;
import io.stratos.messaging.testkit.ForwardingProvider;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Real threads, and one account whose requests hang until the test ends. */
@Timeout(60)
class HangingAccountTest {

    private static final String CUSTOMER = EngineFixture.CUSTOMER;

    private final VirtualClock clock = VirtualClock.at("2026-03-02T17:00:00Z");
    private final SimulatedProvider inner =
            SimulatedProvider.builder(clock).name("sim").build();

    @Test
    void accountThatHangs_holdsFourFifths_andAnothersMessagesGo_bulkAndExpress() throws Exception {
        try (Hanging provider = new Hanging(inner);
                MessagingEngine engine = MessagingEngine.builder()
                        .store(InMemoryMessagingStore.create(clock))
                        .clock(clock)
                        .addProvider(provider)
                        .requestsAtOnce(10)
                        .build()) {
            Tenant hog = tenant(engine, "hog", "+14155550101", "hanging");
            Tenant acme = tenant(engine, "acme", "+14155550102", "well");
            for (int i = 0; i < 200; i++) {
                send(hog, "hog " + i, Purpose.TRANSACTIONAL);
                send(hog, "hog bulk " + i, Purpose.MARKETING);
            }
            engine.start();
            assertThat(provider.hanging.tryAcquire(8, 20, TimeUnit.SECONDS))
                    .as("the hog got its four fifths")
                    .isTrue();
            for (int i = 0; i < 50; i++) {
                send(acme, "acme " + i, i % 2 == 0 ? Purpose.TRANSACTIONAL : Purpose.MARKETING);
                assertThat(provider.well.tryAcquire(20, TimeUnit.SECONDS))
                        .as("message %d beside the hog", i)
                        .isTrue();
            }
            assertThat(provider.begun.get()).as("requests of the hog").isEqualTo(8);
            provider.letGo.countDown();
        }
    }

    private static Tenant tenant(MessagingEngine engine, String name, String number, String account) {
        engine.tenants().register(TenantProfile.of(name, name).sender(number, "sim", account));
        Tenant tenant = engine.tenant(name);
        tenant.consent().optIn(CUSTOMER, Purpose.TRANSACTIONAL, Evidence.form("booking"));
        tenant.consent().optIn(CUSTOMER, Purpose.MARKETING, Evidence.form("booking"));
        return tenant;
    }

    private static void send(Tenant tenant, String text, Purpose purpose) {
        tenant.messages().send(OutboundMessage.to(CUSTOMER).text(text).purpose(purpose));
    }

    /** The account {@code hanging} hangs. */
    private static final class Hanging extends ForwardingProvider {

        private final CountDownLatch letGo = new CountDownLatch(1);
        private final Semaphore hanging = new Semaphore(0);
        private final Semaphore well = new Semaphore(0);
        private final AtomicInteger begun = new AtomicInteger();

        Hanging(MessageProvider inner) {
            super(inner);
        }

        @Override
        public Outcome send(SendRequest request) {
            if (request.route().account().equals("hanging")) {
                begun.incrementAndGet();
                hanging.release();
                try {
                    letGo.await();
                } catch (InterruptedException closing) {
                    Thread.currentThread().interrupt();
                }
                return new Outcome.InDoubt("no answer within the deadline");
            }
            well.release();
            return new Outcome.Accepted("SM-" + request.attempt());
        }

        @Override
        public void close() {
            letGo.countDown();
            super.close();
        }
    }
}
