package io.stratos.messaging;

import io.stratos.messaging.consent.Evidence;
import io.stratos.messaging.consent.Purpose;
import io.stratos.messaging.delivery.Acceptance;
import io.stratos.messaging.delivery.RetryPolicy;
import io.stratos.messaging.id.AttemptId;
import io.stratos.messaging.id.MessageId;
import io.stratos.messaging.memory.InMemoryMessagingStore;
import io.stratos.messaging.message.MessageStatus;
import io.stratos.messaging.message.OutboundMessage;
import io.stratos.messaging.simulation.SimulatedProvider;
import io.stratos.messaging.simulation.VirtualClock;
import io.stratos.messaging.spi.provider.MessageProvider;
import io.stratos.messaging.spi.store.IntentDecision;
import io.stratos.messaging.spi.store.IntentResult;
import io.stratos.messaging.spi.store.Taking;
import io.stratos.messaging.tenant.TenantProfile;
import io.stratos.messaging.webhook.WebhookRequest;
import io.stratos.messaging.webhook.WebhookResponse;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;

/** A plumber, a customer, an engine on virtual time that runs on the test's own thread. */
final class EngineFixture implements AutoCloseable {

    static final String OURS = "+14155550100";
    static final String CUSTOMER = "+14155552671";
    static final String PUBLIC_URL = "https://sms.example.com/webhooks";

    final VirtualClock clock = VirtualClock.at("2026-03-02T17:00:00Z");
    final InMemoryMessagingStore store = InMemoryMessagingStore.create(clock);
    final SimulatedProvider provider;
    final MessagingEngine engine;
    final Tenant acme;

    EngineFixture() {
        this(null);
    }

    EngineFixture(SimulatedProvider custom) {
        this.provider = custom == null
                ? SimulatedProvider.builder(clock)
                        .webhookUrl(URI.create(PUBLIC_URL + "/simulated"))
                        .build()
                : custom;
        this.engine = engine(provider);
        engine.tenants()
                .register(TenantProfile.of("acme", "Acme Plumbing")
                        .helpContact("555-0100")
                        .sender(OURS, provider.name(), provider.account()));
        this.acme = engine.tenant("acme");
    }

    /** Another node on the same store. */
    MessagingEngine engine(MessageProvider with) {
        return MessagingEngine.builder()
                .store(store)
                .addProvider(with)
                .clock(clock)
                .publicUrl(PUBLIC_URL)
                .executor(Runnable::run, 1)
                .retries(new RetryPolicy(4, Duration.ofSeconds(2), Duration.ofMinutes(1)))
                .build();
    }

    void optIn() {
        acme.consent().optIn(CUSTOMER, Purpose.TRANSACTIONAL, Evidence.form("booking"));
    }

    MessageId send(String text) {
        return acme.messages().send(OutboundMessage.to(CUSTOMER).text(text)).messageId();
    }

    Acceptance accept(String text) {
        return acme.messages().send(OutboundMessage.to(CUSTOMER).text(text));
    }

    WebhookResponse customerTexts(String text) {
        return deliver(provider.inbound(CUSTOMER, OURS, text));
    }

    WebhookResponse deliver(WebhookRequest call) {
        return engine.webhooks().handle(provider.name(), call);
    }

    /** Lets time pass, sends what is due and hands in the receipts that came due. */
    void pass(Duration time) {
        clock.advance(time);
        engine.runDue();
        provider.drainCallbacks().forEach(this::deliver);
    }

    /** What a node takes up that cannot decide yet. */
    List<IntentResult> claim(Duration lease) {
        Supplier<AttemptId> ids = () -> new AttemptId(new UUID(0x7000L, 0x8000000000000000L));
        return store.take(Taking.of(10, lease), ids, (claim, recipient) -> new IntentDecision.Hold());
    }

    MessageStatus status(MessageId id) {
        return acme.messages().find(id).orElseThrow().status();
    }

    List<String> texts() {
        return provider.sent().stream().map(sent -> sent.content().text()).toList();
    }

    @Override
    public void close() {
        engine.close();
    }
}
