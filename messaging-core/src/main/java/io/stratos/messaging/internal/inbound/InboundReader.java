package io.stratos.messaging.internal.inbound;

import io.stratos.messaging.consent.Consent;
import io.stratos.messaging.consent.ConsentAction;
import io.stratos.messaging.consent.ConsentEvent;
import io.stratos.messaging.consent.ConsentSource;
import io.stratos.messaging.consent.ConsentStatus;
import io.stratos.messaging.consent.Evidence;
import io.stratos.messaging.consent.Keyword;
import io.stratos.messaging.consent.Purpose;
import io.stratos.messaging.id.TenantId;
import io.stratos.messaging.internal.consent.Confirmation;
import io.stratos.messaging.internal.consent.Keywords;
import io.stratos.messaging.internal.consent.StopScopes;
import io.stratos.messaging.internal.id.IdSource;
import io.stratos.messaging.internal.tenant.Directory;
import io.stratos.messaging.message.Direction;
import io.stratos.messaging.message.Message;
import io.stratos.messaging.message.MessageStatus;
import io.stratos.messaging.message.Origin;
import io.stratos.messaging.spi.provider.MessageProvider;
import io.stratos.messaging.spi.provider.ProviderEvent.InboundMessage;
import io.stratos.messaging.spi.store.AddressRecord;
import io.stratos.messaging.spi.store.Ingest;
import io.stratos.messaging.spi.store.MessagingStore;
import io.stratos.messaging.spi.store.NewMessage;
import io.stratos.messaging.tenant.TenantProfile;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Makes of what a contact wrote a message of their conversation, with what it changes about their consent. */
public final class InboundReader {

    private final MessagingStore store;
    private final Directory tenants;
    private final KeywordAnswers answers;
    private final IdSource ids;

    /**
     * A reader.
     *
     * @param store knows the contacts
     * @param tenants know their texts
     * @param answers writes the engine's answers to keywords
     * @param ids where message ids come from
     */
    public InboundReader(MessagingStore store, Directory tenants, KeywordAnswers answers, IdSource ids) {
        this.store = store;
        this.tenants = tenants;
        this.answers = answers;
        this.ids = ids;
    }

    Ingest.Inbound read(MessageProvider provider, TenantId tenantId, InboundMessage inbound) {
        TenantProfile tenant = tenants.require(tenantId);
        AddressRecord contact =
                store.session().ensureAddress(tenantId, inbound.from(), ids.contact(), ids.conversation());
        Message message = Message.builder(tenantId, ids.message(), contact.conversation())
                .kind(Direction.INBOUND, Origin.CONTACT, inbound.channel())
                .from(inbound.from())
                .to(inbound.to())
                .content(inbound.content())
                .purpose(Purpose.CONVERSATIONAL)
                .status(MessageStatus.RECEIVED)
                .createdAt(contact.readAt())
                .build();
        Optional<Keyword> keyword =
                inbound.keyword().or(() -> Keywords.recognize(inbound.content().text()));
        @Nullable
        NewMessage reply = keyword.flatMap(word -> answers.answer(word, tenant, inbound, provider, contact))
                .orElse(null);
        return new Ingest.Inbound(
                provider.name(),
                inbound.providerMessageId(),
                message,
                consent(keyword.orElse(null), contact, inbound, provider, tenant),
                reply);
    }

    private List<ConsentEvent> consent(
            @Nullable Keyword keyword,
            AddressRecord contact,
            InboundMessage inbound,
            MessageProvider provider,
            TenantProfile tenant) {
        List<ConsentEvent> events = new ArrayList<>();
        Consent now = contact.consent().at(contact.readAt());
        if (keyword != Keyword.STOP
                && isAsked(now)
                && Confirmation.isYes(inbound.content().text())) {
            events.add(new ConsentEvent(
                    contact.readAt(),
                    contact.address(),
                    ConsentAction.CONFIRM,
                    null,
                    evidence(ConsentSource.KEYWORD, inbound, provider).with("keyword", "YES")));
        }
        if (keyword == Keyword.STOP || keyword == Keyword.START) {
            Evidence evidence =
                    evidence(ConsentSource.KEYWORD, inbound, provider).with("keyword", keyword.name());
            events.add(
                    keyword == Keyword.STOP
                            ? StopScopes.stop(tenant, contact, inbound.to(), evidence, store.session())
                            : new ConsentEvent(
                                    contact.readAt(), contact.address(), ConsentAction.RESUBSCRIBE, null, evidence));
        } else if (now.recorded(Purpose.CONVERSATIONAL) == ConsentStatus.UNKNOWN) {
            events.add(new ConsentEvent(
                    contact.readAt(),
                    contact.address(),
                    ConsentAction.OPT_IN,
                    Purpose.CONVERSATIONAL,
                    evidence(ConsentSource.IMPLICIT, inbound, provider).with("because", "the contact wrote first")));
        }
        return events;
    }

    private static boolean isAsked(Consent consent) {
        return Arrays.stream(Purpose.values())
                .anyMatch(purpose -> consent.standing(purpose).pendingUntil().isPresent());
    }

    private static Evidence evidence(ConsentSource source, InboundMessage inbound, MessageProvider provider) {
        return Evidence.from(source)
                .with("provider", provider.name())
                .with("provider_message", inbound.providerMessageId());
    }
}
