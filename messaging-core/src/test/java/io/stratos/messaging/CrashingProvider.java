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

/** Ends the process, as far as an engine can tell, right before or right after its request reached the provider. */
final class CrashingProvider implements MessageProvider {

    /** What a killed process looks like from inside. */
    static final class Killed extends Error {
        private static final long serialVersionUID = 1L;
    }

    enum Crash {
        NONE,
        BEFORE_THE_REQUEST,
        AFTER_THE_REQUEST
    }

    private final SimulatedProvider inner;
    private final Consumer<SendRequest> watcher;
    private Crash next = Crash.NONE;

    CrashingProvider(SimulatedProvider inner, Consumer<SendRequest> watcher) {
        this.inner = inner;
        this.watcher = watcher;
    }

    void crashNext(Crash crash) {
        this.next = crash;
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
        Crash crash = next;
        next = Crash.NONE;
        if (crash == Crash.BEFORE_THE_REQUEST) {
            throw new Killed();
        }
        watcher.accept(request);
        Outcome outcome = inner.send(request);
        if (crash == Crash.AFTER_THE_REQUEST) {
            throw new Killed();
        }
        return outcome;
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
