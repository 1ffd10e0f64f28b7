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
import io.stratos.messaging.spi.provider.MessageProvider;
import io.stratos.messaging.spi.provider.ProviderEvent.InboundMessage;
import io.stratos.messaging.spi.store.AddressRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a text changes about its sender's consent. */
record Consequences(AddressRecord contact, InboundMessage inbound, MessageProvider provider, ReplyReading reading) {

    /**
     * The events to store with the message.
     *
     * @param keyword the keyword that the provider acted upon, else the one that was read; null for none
     */
    List<ConsentEvent> events(@Nullable Keyword keyword) {
        if (keyword == Keyword.STOP) {
            return List.of(event(ConsentAction.OPT_OUT_ALL, null, said(keyword)));
        }
        if (keyword == Keyword.START) {
            return List.of(event(ConsentAction.RESUBSCRIBE, null, said(keyword)));
        }
        List<ConsentEvent> events = new ArrayList<>();
        if (keyword == Keyword.YES) {
            confirm(events);
        }
        if (contact.consent().recorded(Purpose.CONVERSATIONAL) == ConsentStatus.UNKNOWN) {
            Evidence evidence = evidence(ConsentSource.IMPLICIT).with("because", "the contact wrote first");
            events.add(event(ConsentAction.OPT_IN, Purpose.CONVERSATIONAL, evidence));
        }
        if (reading.optOut() == Likelihood.LIKELY) {
            hold().ifPresent(events::add);
        }
        return events;
    }

    /** Double opt-in: a YES agrees to what is pending and to nothing else; it never lifts a STOP. */
    private void confirm(List<ConsentEvent> events) {
        Consent consent = contact.consent();
        for (Purpose purpose : Purpose.values()) {
            if (!consent.isStopped() && consent.recorded(purpose) == ConsentStatus.PENDING) {
                events.add(event(ConsentAction.OPT_IN, purpose, said(Keyword.YES)));
            }
        }
    }

    /** The seam for a likely opt-out: the event that holds automated sends, with {@link #read()} as its evidence. */
    private Optional<ConsentEvent> hold() {
        return Optional.empty();
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
