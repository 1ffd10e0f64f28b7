package io.stratos.messaging;

import io.stratos.messaging.delivery.Outcome;
import io.stratos.messaging.simulation.SimulatedProvider;
import io.stratos.messaging.spi.provider.LookupRequest;
import io.stratos.messaging.spi.provider.LookupResult;
import io.stratos.messaging.spi.provider.MessageProvider;
import io.stratos.messaging.spi.provider.ProviderCapabilities;
import io.stratos.messaging.spi.provider.SendRequest;
import io.stratos.messaging.spi.provider.WebhookReading;
import io.stratos.messaging.webhook.WebhookRequest;
import java.util.function.Consumer;

/** Tells of each request before it reaches the provider. */
final class WatchedProvider implements MessageProvider {

    private final SimulatedProvider inner;
    private final Consumer<SendRequest> watcher;

    WatchedProvider(SimulatedProvider inner, Consumer<SendRequest> watcher) {
        this.inner = inner;
        this.watcher = watcher;
    }

    @Override
    public String name() {
        return inner.name();
    }

    @Override
    public ProviderCapabilities capabilities() {
        return inner.capabilities();
    }

    @Override
    public Outcome send(SendRequest request) {
        watcher.accept(request);
        return inner.send(request);
    }

    @Override
    public LookupResult lookUp(LookupRequest request) {
        return inner.lookUp(request);
    }

    @Override
    public WebhookReading receive(WebhookRequest request) {
        return inner.receive(request);
    }
}
