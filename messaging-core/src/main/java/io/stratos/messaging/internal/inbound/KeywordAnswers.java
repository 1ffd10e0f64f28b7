package io.stratos.messaging.internal.inbound;

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
            KeywordWording wording,
            TenantProfile tenant,
            InboundMessage inbound,
            MessageProvider provider,
            AddressRecord contact) {
        boolean providerActed = inbound.keyword().isPresent();
        Optional<Sender> sender = tenant.senderAt(inbound.to());
        if (providerActed || sender.isEmpty() || !weAnswer(wording, sender.get(), provider)) {
            return Optional.empty();
        }
        return write(wording.text(tenant), Purpose.TRANSACTIONAL, tenant, inbound, contact);
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
                .content(Content.text(text))
                .purpose(purpose)
                .createdAt(contact.readAt())
                .schedule(null, contact.readAt().plus(LIFE))
                .build();
        Decision decision =
                gate.ask(Decision.Stage.ACCEPT, reply, tenant, contact).decision();
        return decision.isAllowed() ? Optional.of(new NewMessage(reply, decision, null)) : Optional.empty();
    }

    /** Nobody but us knows whether a YES was asked for. */
    private static boolean weAnswer(KeywordWording wording, Sender sender, MessageProvider provider) {
        return wording.isAnything()
                && switch (sender.keywordReplies()) {
                    case BY_ENGINE -> true;
                    case BY_PROVIDER -> wording.isThanks();
                    case PROVIDER_DEFAULT ->
                        wording.isThanks()
                                || !(provider.capabilities().answersKeywords()
                                        || wording.isAnsweredByTheNetwork(sender));
                };
    }
}
