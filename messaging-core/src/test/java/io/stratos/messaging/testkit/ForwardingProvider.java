package io.stratos.messaging.testkit;

import io.stratos.messaging.consent.SuppressionReason;
import io.stratos.messaging.delivery.Outcome;
import io.stratos.messaging.spi.provider.LookupRequest;
import io.stratos.messaging.spi.provider.LookupResult;
import io.stratos.messaging.spi.provider.MessageProvider;
import io.stratos.messaging.spi.provider.PollRequest;
import io.stratos.messaging.spi.provider.PollResult;
import io.stratos.messaging.spi.provider.ProviderCapabilities;
import io.stratos.messaging.spi.provider.SendRequest;
import io.stratos.messaging.spi.provider.WebhookReading;
import io.stratos.messaging.webhook.WebhookRequest;
import java.util.Optional;

/** A provider that hands everything on; a test overrides what it wants to watch or to spoil. */
public class ForwardingProvider implements MessageProvider {

    private final MessageProvider inner;

    /**
     * Hands on to a provider, which it closes with itself.
     *
     * @param inner the provider
     */
    public ForwardingProvider(MessageProvider inner) {
        this.inner = inner;
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
        return inner.send(request);
    }

    @Override
    public LookupResult lookUp(LookupRequest request) {
        return inner.lookUp(request);
    }

    @Override
    public PollResult inboundLog(PollRequest request) {
        return inner.inboundLog(request);
    }

    @Override
    public PollResult optOutList(PollRequest request) {
        return inner.optOutList(request);
    }

    @Override
    public Optional<SuppressionReason> suppression(String code) {
        return inner.suppression(code);
    }

    @Override
    public WebhookReading receive(WebhookRequest request) {
        return inner.receive(request);
    }

    @Override
    public void close() {
        inner.close();
    }
}
