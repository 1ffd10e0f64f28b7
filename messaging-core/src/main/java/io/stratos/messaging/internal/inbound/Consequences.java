package io.stratos.messaging.internal.inbound;

import io.stratos.messaging.consent.Consent;
import io.stratos.messaging.consent.ConsentAction;
import io.stratos.messaging.consent.ConsentEvent;
import io.stratos.messaging.consent.ConsentSource;
import io.stratos.messaging.consent.ConsentStatus;
import io.stratos.messaging.consent.Evidence;
import io.stratos.messaging.consent.Keyword;
import io.stratos.messaging.consent.Likelihood;
import io.stratos.messaging.consent.Purpose;
import io.stratos.messaging.consent.ReplyReading;
import io.stratos.messaging.id.MessageId;
import io.stratos.messaging.internal.consent.StopScopes;
import io.stratos.messaging.spi.provider.MessageProvider;
import io.stratos.messaging.spi.provider.ProviderEvent.InboundMessage;
import io.stratos.messaging.spi.store.AddressRecord;
import io.stratos.messaging.spi.store.StoreSession;
import io.stratos.messaging.tenant.TenantProfile;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a text changes about its sender's consent. */
record Consequences(
        TenantProfile tenant,
        AddressRecord contact,
        InboundMessage inbound,
        MessageProvider provider,
        ReplyReading reading,
        MessageId message) {

    /**
     * The events to store with the message.
     *
     * @param keyword the keyword that the provider acted upon, else the one that was read; null for none
     * @param numbers knows which of the tenant's numbers the contact has heard from
     */
    List<ConsentEvent> events(@Nullable Keyword keyword, StoreSession numbers) {
        if (keyword == Keyword.STOP) {
            return List.of(StopScopes.stop(tenant, contact, inbound.to(), said(keyword), numbers));
        }
        Consent now = contact.consent().at(contact.readAt());
        List<ConsentEvent> events = new ArrayList<>();
        if (keyword == Keyword.YES && isAsked(now)) {
            events.add(event(ConsentAction.CONFIRM, null, said(keyword)));
        }
        if (keyword == Keyword.START) {
            events.add(event(ConsentAction.RESUBSCRIBE, null, said(keyword)));
        } else if (now.recorded(Purpose.CONVERSATIONAL) == ConsentStatus.UNKNOWN) {
            Evidence evidence = evidence(ConsentSource.IMPLICIT).with("because", "the contact wrote first");
            events.add(event(ConsentAction.OPT_IN, Purpose.CONVERSATIONAL, evidence));
        }
        if (reading.optOut() == Likelihood.LIKELY && !now.isStopped() && !now.isHeld()) {
            events.add(event(ConsentAction.HOLD, null, read().with(Evidence.MESSAGE, message.toString())));
        }
        return events;
    }

    /** Double opt-in: a YES agrees to what is pending and to nothing else; it never lifts a STOP. */
    private static boolean isAsked(Consent consent) {
        return !consent.isStopped()
                && Arrays.stream(Purpose.values())
                        .anyMatch(purpose ->
                                consent.standing(purpose).pendingUntil().isPresent());
    }

    private ConsentEvent event(ConsentAction action, @Nullable Purpose purpose, Evidence evidence) {
        return new ConsentEvent(contact.readAt(), contact.address(), action, purpose, evidence);
    }

    private Evidence said(Keyword keyword) {
        return (reading.keyword().orElse(null) == keyword ? read() : evidence(ConsentSource.KEYWORD))
                .with("keyword", keyword.name());
    }

    private Evidence read() {
        return evidence(ConsentSource.KEYWORD)
                .with("rule", reading.rule())
                .with("words", String.join(" ", reading.words()));
    }

    private Evidence evidence(ConsentSource source) {
        return Evidence.from(source)
                .with("provider", provider.name())
                .with("provider_message", inbound.providerMessageId());
    }
}
