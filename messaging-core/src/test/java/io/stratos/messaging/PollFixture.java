package io.stratos.messaging;

import static io.stratos.messaging.EngineFixture.CUSTOMER;
import static io.stratos.messaging.EngineFixture.OURS;
import static io.stratos.messaging.EngineFixture.PUBLIC_URL;

import io.stratos.messaging.consent.Consent;
import io.stratos.messaging.consent.ConsentEvent;
import io.stratos.messaging.consent.Evidence;
import io.stratos.messaging.consent.Purpose;
import io.stratos.messaging.contact.PhoneNumber;
import io.stratos.messaging.id.MessageId;
import io.stratos.messaging.memory.InMemoryMessagingStore;
import io.stratos.messaging.message.Direction;
import io.stratos.messaging.message.Message;
import io.stratos.messaging.message.MessageStatus;
import io.stratos.messaging.message.OutboundMessage;
import io.stratos.messaging.simulation.SimulatedProvider;
import io.stratos.messaging.simulation.SimulatedProviderBuilder;
import io.stratos.messaging.simulation.VirtualClock;
import io.stratos.messaging.spi.provider.MessageProvider;
import io.stratos.messaging.spi.provider.PollRequest;
import io.stratos.messaging.spi.provider.PollResult;
import io.stratos.messaging.tenant.TenantProfile;
import io.stratos.messaging.testkit.ForwardingProvider;
import io.stratos.messaging.webhook.WebhookRequest;
import io.stratos.messaging.webhook.WebhookResponse;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** A host that was down for a while, and a provider that wrote down what was texted meanwhile. */
final class PollFixture implements AutoCloseable {

    final VirtualClock clock = VirtualClock.at("2026-03-02T17:00:00Z");
    final InMemoryMessagingStore store = InMemoryMessagingStore.create(clock);
    final PhoneNumber customer = PhoneNumber.of(CUSTOMER);
    final SimulatedProvider provider;
    final Polled polled;
    final MessagingEngine engine;
    final Tenant acme;

    PollFixture(UnaryOperator<SimulatedProviderBuilder> settings) {
        this.provider = settings.apply(
                        SimulatedProvider.builder(clock).webhookUrl(URI.create(PUBLIC_URL + "/simulated")))
                .build();
        this.polled = new Polled(provider);
        this.engine = engine(polled);
        engine.tenants()
                .register(TenantProfile.of("acme", "Acme Plumbing")
                        .helpContact("555-0100")
                        .sender(OURS, provider.name(), provider.account()));
        this.acme = engine.tenant("acme");
        acme.consent().optIn(CUSTOMER, Purpose.TRANSACTIONAL, Evidence.form("booking"));
    }

    /** Counts how often its records are read, and may answer something else. */
    static final class Polled extends ForwardingProvider {

        final AtomicInteger pages = new AtomicInteger();
        volatile Function<PollRequest, PollResult> instead = request -> null;

        Polled(MessageProvider inner) {
            super(inner);
        }

        @Override
        public PollResult inboundLog(PollRequest request) {
            pages.incrementAndGet();
            PollResult other = instead.apply(request);
            return other == null ? super.inboundLog(request) : other;
        }

        @Override
        public PollResult optOutList(PollRequest request) {
            pages.incrementAndGet();
            PollResult other = instead.apply(request);
            return other == null ? super.optOutList(request) : other;
        }
    }

    /** Another engine on the same store, which has not read anything yet. */
    MessagingEngine engine(MessageProvider... with) {
        EngineBuilder builder = MessagingEngine.builder()
                .store(store)
                .clock(clock)
                .publicUrl(PUBLIC_URL)
                .executor(Runnable::run, 1);
        for (MessageProvider one : with) {
            builder.addProvider(one);
        }
        return builder.build();
    }

    /** The provider has the text, and nobody takes its webhook. {@return when that was} */
    Instant textsWhileWeAreDown(String text) {
        clock.advance(Duration.ofMinutes(20));
        provider.inbound(CUSTOMER, OURS, text);
        Instant said = clock.instant();
        clock.advance(Duration.ofMinutes(20));
        return said;
    }

    void customerTexts(String text) {
        deliver(provider.inbound(CUSTOMER, OURS, text));
    }

    WebhookResponse deliver(WebhookRequest call) {
        return engine.webhooks().handle(provider.name(), call);
    }

    void pass(Duration time) {
        clock.advance(time);
        engine.runDue();
    }

    MessageId send(String text) {
        return acme.messages().send(OutboundMessage.to(CUSTOMER).text(text)).messageId();
    }

    MessageStatus status(MessageId id) {
        return acme.messages().find(id).orElseThrow().status();
    }

    Consent consent() {
        return acme.consent().of(customer);
    }

    List<ConsentEvent> history() {
        return acme.consent().history(customer);
    }

    ConsentEvent last() {
        return history().get(history().size() - 1);
    }

    List<Message> inbound() {
        return acme.conversations().history(acme.conversations().with(customer), 100).stream()
                .filter(message -> message.direction() == Direction.INBOUND)
                .toList();
    }

    List<String> sent() {
        return provider.sent().stream().map(sent -> sent.content().text()).toList();
    }

    @Override
    public void close() {
        engine.close();
    }
}
