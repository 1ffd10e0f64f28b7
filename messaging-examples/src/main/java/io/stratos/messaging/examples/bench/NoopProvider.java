package io.stratos.messaging.examples.bench;

import io.stratos.messaging.contact.Channel;
import io.stratos.messaging.delivery.Outcome;
import io.stratos.messaging.spi.provider.MessageProvider;
import io.stratos.messaging.spi.provider.ProviderCapabilities;
import io.stratos.messaging.spi.provider.SendRequest;
import io.stratos.messaging.spi.provider.WebhookReading;
import io.stratos.messaging.webhook.WebhookRequest;
import java.time.Duration;
import java.util.Set;
import java.util.function.Consumer;

/** Takes every message at once and does nothing with it. */
final class NoopProvider implements MessageProvider {

    static final String NAME = "noop";
    static final String ACCOUNT = "bench";

    private static final int FORBIDDEN = 403;
    private static final ProviderCapabilities CAPABILITIES =
            new ProviderCapabilities(Set.of(Channel.SMS), 1_600, 0, 0, Duration.ZERO, Set.of());

    private final Consumer<SendRequest> sent;

    NoopProvider(Consumer<SendRequest> sent) {
        this.sent = sent;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public ProviderCapabilities capabilities() {
        return CAPABILITIES;
    }

    @Override
    public Outcome send(SendRequest request) {
        sent.accept(request);
        return new Outcome.Accepted("N-" + request.attempt());
    }

    @Override
    public WebhookReading receive(WebhookRequest request) {
        return new WebhookReading.Rejected(FORBIDDEN, "nobody calls back");
    }
}
