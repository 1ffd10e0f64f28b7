package io.stratos.messaging;

import io.stratos.messaging.delivery.Outcome;
import io.stratos.messaging.spi.provider.MessageProvider;
import io.stratos.messaging.spi.provider.SendRequest;
import io.stratos.messaging.testkit.ForwardingProvider;
import java.util.function.Consumer;

/** Tells of each request before it reaches the provider. */
final class WatchedProvider extends ForwardingProvider {

    private final Consumer<SendRequest> watcher;

    WatchedProvider(MessageProvider inner, Consumer<SendRequest> watcher) {
        super(inner);
        this.watcher = watcher;
    }

    @Override
    public Outcome send(SendRequest request) {
        watcher.accept(request);
        return super.send(request);
    }
}
