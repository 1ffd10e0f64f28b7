package io.stratos.messaging.internal.inbound;

import io.stratos.messaging.consent.ConsentAction;
import io.stratos.messaging.consent.ConsentEvent;
import io.stratos.messaging.consent.ConsentSource;
import io.stratos.messaging.consent.Evidence;
import io.stratos.messaging.consent.SuppressionReason;
import io.stratos.messaging.contact.Address;
import io.stratos.messaging.exception.MessagingException;
import io.stratos.messaging.id.MessageId;
import io.stratos.messaging.id.TenantId;
import io.stratos.messaging.internal.consent.Lessons;
import io.stratos.messaging.internal.tenant.Directory;
import io.stratos.messaging.internal.tenant.Providers;
import io.stratos.messaging.spi.provider.MessageProvider;
import io.stratos.messaging.spi.provider.ProviderEvent;
import io.stratos.messaging.spi.provider.WebhookReading;
import io.stratos.messaging.spi.store.Ingest;
import io.stratos.messaging.spi.store.IngestResult;
import io.stratos.messaging.spi.store.MessagingStore;
import io.stratos.messaging.webhook.WebhookRequest;
import io.stratos.messaging.webhook.WebhookResponse;
import java.net.URI;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes a provider's call: verify, find the tenant, store, and only then answer. Safe for use by many threads. */
public final class WebhookDesk {

    private static final Logger LOG = LoggerFactory.getLogger(WebhookDesk.class);

    private static final Set<ConsentAction> OPT_OUTS =
            EnumSet.of(ConsentAction.OPT_OUT_ALL, ConsentAction.OPT_OUT, ConsentAction.OPT_OUT_SENDER);

    private final MessagingStore store;
    private final Directory tenants;
    private final Providers providers;
    private final InboundReader reader;
    private final Lessons lessons;
    private final @Nullable String publicOrigin;
    private final Runnable somethingDue;
    private final BiFunction<TenantId, Address, Runnable> lastRequests;
    private final RevocationBell bell;

    /**
     * A desk.
     *
     * @param store where reports are stored
     * @param tenants whose number is which
     * @param providers who may call
     * @param reader makes inbound messages of what providers report
     * @param publicUrl where providers reach the endpoint; null if requests come with their public URL
     * @param somethingDue called when a reply is to be sent
     * @param stopping what is to be done about a contact who wants no more
     */
    public WebhookDesk(
            MessagingStore store,
            Directory tenants,
            Providers providers,
            InboundReader reader,
            @Nullable URI publicUrl,
            Runnable somethingDue,
            Stopping stopping) {
        this.store = store;
        this.tenants = tenants;
        this.providers = providers;
        this.reader = reader;
        this.lessons = new Lessons(store, tenants);
        this.publicOrigin = publicUrl == null ? null : publicUrl.getScheme() + "://" + publicUrl.getRawAuthority();
        this.somethingDue = somethingDue;
        this.lastRequests = stopping.lastRequests();
        this.bell = stopping.bell();
    }

    /**
     * What is to be done about a contact who wants no more.
     *
     * @param lastRequests notes which requests to a contact are on their way; what it gives waits for them, not for long
     * @param bell who is told
     */
    public record Stopping(BiFunction<TenantId, Address, Runnable> lastRequests, RevocationBell bell) {}

    /**
     * Handles one call.
     *
     * @param providerName whose endpoint was called
     * @param request the call
     * @return what to answer
     */
    public WebhookResponse handle(String providerName, WebhookRequest request) {
        Optional<MessageProvider> provider = providers.find(providerName);
        if (provider.isEmpty()) {
            LOG.warn("webhook for a provider this engine does not have, answered 404: {}", request);
            return WebhookResponse.text(404, "no such provider");
        }
        WebhookReading reading = read(provider.get(), request);
        if (reading instanceof WebhookReading.Rejected rejected) {
            LOG.warn("webhook of {} answered {}: {} ({})", providerName, rejected.status(), rejected.reason(), request);
            return WebhookResponse.text(rejected.status(), "rejected");
        }
        WebhookReading.Verified verified = (WebhookReading.Verified) reading;
        try {
            return store(provider.get(), verified) ? verified.response() : WebhookResponse.text(404, "no such number");
        } catch (MessagingException failed) {
            LOG.error("a webhook of {} could not be stored, answered 503", providerName, failed);
            return WebhookResponse.text(503, "try again");
        }
    }

    private WebhookReading read(MessageProvider provider, WebhookRequest request) {
        try {
            return provider.receive(publicOrigin == null ? request : request.at(publicOrigin));
        } catch (RuntimeException broken) {
            LOG.error("provider {} threw from receive", provider.name(), broken);
            return new WebhookReading.Rejected(500, "the provider adapter threw");
        }
    }

    private boolean store(MessageProvider provider, WebhookReading.Verified verified) {
        List<Ingest> ingests = new ArrayList<>();
        boolean allRouted = true;
        for (ProviderEvent event : verified.events()) {
            if (event instanceof ProviderEvent.InboundMessage inbound) {
                Optional<TenantId> tenant = tenants.owner(provider.name(), verified.account(), inbound.to());
                tenant.ifPresent(id -> ingests.add(reader.read(provider, id, inbound)));
                if (tenant.isEmpty()) {
                    allRouted = false;
                    LOG.warn("no tenant has {} at {}; the message to it was not stored", inbound.to(), provider.name());
                }
            } else if (event instanceof ProviderEvent.DeliveryReceipt receipt) {
                ingests.add(new Ingest.Receipt(
                        provider.name(),
                        verified.account(),
                        receipt.providerMessageId(),
                        receipt.attempt(),
                        receipt.status(),
                        receipt.code(),
                        receipt.detail()));
            }
        }
        if (!ingests.isEmpty()) {
            List<IngestResult> results = store.ingest(ingests);
            // Noted before anybody takes up the confirmation, which nobody shall wait for.
            List<Runnable> waits = ingests.stream()
                    .filter(WebhookDesk::isOptOut)
                    .map(stop -> (Ingest.Inbound) stop)
                    .map(stop -> lastRequests.apply(
                            stop.message().tenant(), stop.message().contactAddress()))
                    .toList();
            if (results.stream().anyMatch(IngestResult::replied)) {
                somethingDue.run();
            }
            learn(provider, ingests, results);
            for (int i = 0; i < results.size(); i++) {
                bell.ring(ingests.get(i), results.get(i));
            }
            waits.forEach(Runnable::run);
        }
        return allRouted;
    }

    /** What is lost here comes again with the next message to that number. */
    private void learn(MessageProvider provider, List<Ingest> ingests, List<IngestResult> results) {
        for (int i = 0; i < results.size(); i++) {
            TenantId tenant = results.get(i).tenant();
            MessageId id = results.get(i).message();
            if (ingests.get(i) instanceof Ingest.Receipt receipt
                    && receipt.code() != null
                    && tenant != null
                    && id != null) {
                String code = receipt.code();
                suppression(provider, code)
                        .ifPresent(reason -> store.session()
                                .message(tenant, id)
                                .ifPresent(message -> lessons.learnOnce(
                                        message,
                                        reason,
                                        Evidence.from(ConsentSource.PROVIDER)
                                                .with("provider", provider.name())
                                                .with("code", code)
                                                .with("receipt", receipt.providerMessageId()))));
            }
        }
    }

    private static Optional<SuppressionReason> suppression(MessageProvider provider, String code) {
        try {
            return provider.suppression(code);
        } catch (RuntimeException broken) {
            LOG.error("provider {} threw from suppression", provider.name(), broken);
            return Optional.empty();
        }
    }

    private static boolean isOptOut(Ingest ingest) {
        return ingest instanceof Ingest.Inbound inbound
                && inbound.consent().stream().map(ConsentEvent::action).anyMatch(OPT_OUTS::contains);
    }
}
