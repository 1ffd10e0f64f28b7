package io.stratos.messaging.internal.inbound;

import io.stratos.messaging.consent.ConsentEvent;
import io.stratos.messaging.consent.Keyword;
import io.stratos.messaging.consent.Purpose;
import io.stratos.messaging.consent.ReplyReading;
import io.stratos.messaging.id.TenantId;
import io.stratos.messaging.internal.consent.Classifier;
import io.stratos.messaging.internal.id.IdSource;
import io.stratos.messaging.internal.schedule.LearnedTimes;
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
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Makes of what a contact wrote a message of their conversation, with what it changes about their consent. */
public final class InboundReader {

    private final MessagingStore store;
    private final Directory tenants;
    private final KeywordAnswers answers;
    private final TimeCommandDesk commands;
    private final IdSource ids;

    /**
     * A reader.
     *
     * @param store knows the contacts
     * @param tenants know their texts
     * @param answers writes the engine's answers to keywords
     * @param learned counts when contacts answer
     * @param ids where message ids come from
     */
    public InboundReader(
            MessagingStore store, Directory tenants, KeywordAnswers answers, LearnedTimes learned, IdSource ids) {
        this.store = store;
        this.tenants = tenants;
        this.answers = answers;
        this.commands = new TimeCommandDesk(answers, learned);
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
        ReplyReading reading =
                Classifier.read(inbound.content().text(), tenant.consentPolicy().replies());
        Optional<Keyword> keyword = keyword(inbound, reading);
        List<ConsentEvent> events = new Consequences(tenant, contact, inbound, provider, reading, message.id())
                .events(keyword.orElse(null), store.session());
        @Nullable
        NewMessage reply = keyword.flatMap(word -> answers.answer(
                        KeywordWording.of(word, reading, events, contact), tenant, inbound, provider, contact))
                .orElse(null);
        Optional<TimeCommandDesk.Effect> command =
                keyword.isPresent() ? Optional.empty() : commands.read(tenant, contact, inbound, reading);
        return new Ingest.Inbound(
                provider.name(),
                inbound.providerMessageId(),
                message,
                events,
                command.map(TimeCommandDesk.Effect::reply).orElse(reply),
                command.map(TimeCommandDesk.Effect::change)
                        .orElseGet(() -> keyword.isPresent() ? null : commands.reply(tenant, contact)));
    }

    /** The provider's word counts, as it acted upon it; but where it takes YES for a START, we do not. */
    static Optional<Keyword> keyword(InboundMessage inbound, ReplyReading reading) {
        boolean yes = reading.keyword().orElse(null) == Keyword.YES
                && inbound.keyword().orElse(null) == Keyword.START;
        return yes ? reading.keyword() : inbound.keyword().or(reading::keyword);
    }
}
