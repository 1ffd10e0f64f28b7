package io.stratos.messaging.internal.inbound;

import io.stratos.messaging.consent.Keyword;
import io.stratos.messaging.consent.Purpose;
import io.stratos.messaging.contact.Channel;
import io.stratos.messaging.delivery.Decision;
import io.stratos.messaging.internal.gate.Gate;
import io.stratos.messaging.internal.id.IdSource;
import io.stratos.messaging.message.Content;
import io.stratos.messaging.message.Direction;
import io.stratos.messaging.message.Message;
import io.stratos.messaging.message.Origin;
import io.stratos.messaging.routing.Sender;
import io.stratos.messaging.spi.provider.MessageProvider;
import io.stratos.messaging.spi.provider.ProviderEvent.InboundMessage;
import io.stratos.messaging.spi.store.AddressRecord;
import io.stratos.messaging.spi.store.NewMessage;
import io.stratos.messaging.tenant.TenantProfile;
import java.time.Duration;
import java.util.Optional;

/** Writes the engine's answer to STOP, START or HELP, where the provider does not answer itself. */
public final class KeywordAnswers {

    /** 47 CFR 64.1200(a)(12): one confirmation, presumed within consent if sent within five minutes. */
    private static final Duration LIFE = Duration.ofMinutes(5);

    private final Gate gate;
    private final IdSource ids;

    /**
     * A writer of answers.
     *
     * @param gate the gate, which these answers pass like every message
     * @param ids where message ids come from
     */
    public KeywordAnswers(Gate gate, IdSource ids) {
        this.gate = gate;
        this.ids = ids;
    }

    Optional<NewMessage> answer(
            Keyword keyword,
            TenantProfile tenant,
            InboundMessage inbound,
            MessageProvider provider,
            AddressRecord contact) {
        boolean providerActed = inbound.keyword().isPresent();
        Optional<Sender> sender = tenant.senderAt(inbound.to());
        if (keyword == Keyword.YES || providerActed || sender.isEmpty() || !weAnswer(sender.get(), provider)) {
            return Optional.empty();
        }
        return write(text(keyword, tenant), Purpose.TRANSACTIONAL, tenant, inbound, contact);
    }

    /** Writes what the gate lets go at once, from the number that was written to. */
    Optional<NewMessage> write(
            String text, Purpose purpose, TenantProfile tenant, InboundMessage inbound, AddressRecord contact) {
        Message reply = Message.builder(tenant.id(), ids.message(), contact.conversation())
                .kind(
                        Direction.OUTBOUND,
                        Origin.KEYWORD_REPLY,
                        inbound.channel() == Channel.MMS ? Channel.SMS : inbound.channel())
                .from(inbound.to())
                .to(inbound.from())
                .content(Content.text(filled(text, tenant)))
                .purpose(purpose)
                .createdAt(contact.readAt())
                .schedule(null, contact.readAt().plus(LIFE))
                .build();
        Decision decision =
                gate.ask(Decision.Stage.ACCEPT, reply, tenant, contact).decision();
        return decision.isAllowed() ? Optional.of(new NewMessage(reply, decision, null)) : Optional.empty();
    }

    private static boolean weAnswer(Sender sender, MessageProvider provider) {
        return switch (sender.keywordReplies()) {
            case BY_ENGINE -> true;
            case BY_PROVIDER -> false;
            case PROVIDER_DEFAULT -> !provider.capabilities().answersKeywords();
        };
    }

    private static String text(Keyword keyword, TenantProfile tenant) {
        return switch (keyword) {
            case STOP -> tenant.keywordTexts().stop();
            case START -> tenant.keywordTexts().start();
            case HELP -> tenant.keywordTexts().help();
            case YES -> throw new IllegalArgumentException("a YES is answered by nobody");
        };
    }

    private static String filled(String template, TenantProfile tenant) {
        return template.replace("{business}", tenant.businessName()).replace("{help}", tenant.helpContact());
    }
}
