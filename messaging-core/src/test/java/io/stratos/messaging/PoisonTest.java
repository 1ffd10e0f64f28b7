package io.stratos.messaging;

import static io.stratos.messaging.EngineFixture.CUSTOMER;
import static io.stratos.messaging.EngineFixture.OURS;
import static org.assertj.core.api.Assertions.assertThat;

import io.stratos.messaging.consent.Evidence;
import io.stratos.messaging.consent.Purpose;
import io.stratos.messaging.delivery.Decision;
import io.stratos.messaging.delivery.Replaying;
import io.stratos.messaging.delivery.RunReport;
import io.stratos.messaging.id.MessageId;
import io.stratos.messaging.memory.InMemoryMessagingStore;
import io.stratos.messaging.message.MessageStatus;
import io.stratos.messaging.message.OutboundMessage;
import io.stratos.messaging.simulation.SimulatedProvider;
import io.stratos.messaging.simulation.VirtualClock;
import io.stratos.messaging.spi.provider.MessageProvider;
import io.stratos.messaging.spi.provider.ProviderCapabilities;
import io.stratos.messaging.tenant.TenantProfile;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A message that cannot even be tried, beside others. */
class PoisonTest {

    private static final String BROKEN = "+14155550101";

    private final VirtualClock clock = VirtualClock.at("2026-03-02T17:00:00Z");
    private final InMemoryMessagingStore store = InMemoryMessagingStore.create(clock);
    private final SimulatedProvider good = SimulatedProvider.create(clock);
    private final SimulatedProvider other =
            SimulatedProvider.builder(clock).name("other").build();
    private boolean broken;
    private final MessagingEngine engine = MessagingEngine.builder()
            .store(store)
            .addProvider(good)
            .addProvider(breakable())
            .clock(clock)
            .executor(Runnable::run, 8)
            .build();
    private Tenant acme;

    @BeforeEach
    void register() {
        engine.tenants()
                .register(TenantProfile.of("acme", "Acme Plumbing").sender(BROKEN, other.name(), other.account()));
        engine.tenants()
                .register(TenantProfile.of("rival", "Rival Plumbing").sender(OURS, good.name(), good.account()));
        acme = engine.tenant("acme");
        acme.consent().optIn(CUSTOMER, Purpose.TRANSACTIONAL, Evidence.form("booking"));
        engine.tenant("rival").consent().optIn(CUSTOMER, Purpose.TRANSACTIONAL, Evidence.form("booking"));
    }

    @AfterEach
    void close() {
        engine.close();
    }

    @Test
    void whatCannotBeDecidedAbout_keepsNobody_andDoesNotSpin() {
        MessageId poison = send();
        MessageId fine = engine.tenant("rival")
                .messages()
                .send(OutboundMessage.to(CUSTOMER).text("fine"))
                .messageId();
        broken = true;

        RunReport report = engine.runDue();

        assertThat(engine.tenant("rival").messages().find(fine).orElseThrow().status())
                .isEqualTo(MessageStatus.SENT);
        assertThat(status(poison)).isEqualTo(MessageStatus.QUEUED);
        assertThat(report.claimed()).isEqualTo(2);
        assertThat(report.deferred()).isEqualTo(1);
        assertThat(engine.runDue().claimed()).isZero();
    }

    @Test
    void poison_endsAfterAFewTries_saysWhy_andComesBackOnceRepaired() {
        MessageId poison = send();
        broken = true;
        for (int i = 0; i < 10; i++) {
            engine.runDue();
            clock.advance(Duration.ofMinutes(10));
        }
        assertThat(status(poison)).isEqualTo(MessageStatus.FAILED);
        List<Decision> decisions = acme.messages().explain(poison).decisions();
        assertThat(decisions).hasSize(6);
        assertThat(decisions.get(5).deciding().orElseThrow().reason()).contains("IllegalStateException, time 5 of 5");

        broken = false;
        assertThat(acme.messages().replay(poison, "ann", "adapter repaired")).isEqualTo(Replaying.REPLAYED);
        engine.runDue();

        assertThat(status(poison)).isEqualTo(MessageStatus.SENT);
        assertThat(other.sent()).hasSize(1);
    }

    @Test
    void poisonThatIsRepairedInTime_goes_andIsNotCountedOn() {
        MessageId poison = send();
        broken = true;
        for (int i = 0; i < 4; i++) {
            engine.runDue();
            clock.advance(Duration.ofMinutes(10));
        }
        broken = false;
        engine.runDue();
        assertThat(status(poison)).isEqualTo(MessageStatus.SENT);
    }

    private MessageId send() {
        return acme.messages().send(OutboundMessage.to(CUSTOMER).text("poison")).messageId();
    }

    private MessageStatus status(MessageId id) {
        return acme.messages().find(id).orElseThrow().status();
    }

    private MessageProvider breakable() {
        return (MessageProvider) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {MessageProvider.class}, (proxy, method, arguments) -> {
                    if (broken && method.getReturnType() == ProviderCapabilities.class) {
                        throw new IllegalStateException("an adapter's bug");
                    }
                    try {
                        return method.invoke(other, arguments);
                    } catch (InvocationTargetException thrown) {
                        throw thrown.getCause();
                    }
                });
    }
}
