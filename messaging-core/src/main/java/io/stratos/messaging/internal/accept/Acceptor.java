package io.stratos.messaging.internal.accept;

import io.stratos.messaging.contact.Address;
import io.stratos.messaging.contact.Channel;
import io.stratos.messaging.contact.EmailAddress;
import io.stratos.messaging.contact.PhoneNumber;
import io.stratos.messaging.conversation.Conversation;
import io.stratos.messaging.delivery.Acceptance;
import io.stratos.messaging.delivery.Decision;
import io.stratos.messaging.delivery.Ruling;
import io.stratos.messaging.exception.InvalidMessageException;
import io.stratos.messaging.exception.TenantSuspendedException;
import io.stratos.messaging.exception.UnknownConversationException;
import io.stratos.messaging.id.ConversationId;
import io.stratos.messaging.id.TenantId;
import io.stratos.messaging.internal.gate.Gate;
import io.stratos.messaging.internal.id.IdSource;
import io.stratos.messaging.internal.schedule.LearnedTimes;
import io.stratos.messaging.internal.tenant.Directory;
import io.stratos.messaging.message.Direction;
import io.stratos.messaging.message.DoubtPolicy;
import io.stratos.messaging.message.Handling;
import io.stratos.messaging.message.Message;
import io.stratos.messaging.message.Origin;
import io.stratos.messaging.message.OutboundMessage;
import io.stratos.messaging.spi.store.AcceptResult;
import io.stratos.messaging.spi.store.AddressRecord;
import io.stratos.messaging.spi.store.NewMessage;
import io.stratos.messaging.spi.store.StoreSession;
import io.stratos.messaging.tenant.TenantProfile;
import io.stratos.messaging.tenant.TenantStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Turns what a host hands in into stored messages. Safe for use by many threads. */
public final class Acceptor {

    private static final Logger LOG = LoggerFactory.getLogger(Acceptor.class);

    private final Directory tenants;
    private final Gate gate;
    private final LearnedTimes learned;
    private final IdSource ids;

    /**
     * An acceptor.
     *
     * @param tenants the tenants
     * @param gate the gate
     * @param learned when contacts answer
     * @param ids where message ids come from
     */
    public Acceptor(Directory tenants, Gate gate, LearnedTimes learned, IdSource ids) {
        this.tenants = tenants;
        this.gate = gate;
        this.learned = learned;
        this.ids = ids;
    }

    /**
     * Checks, asks the gate and stores: all of them or none.
     *
     * @param session where to store
     * @param tenant whose messages
     * @param messages what the host hands in
     * @return what became of each
     */
    public List<Acceptance> accept(StoreSession session, TenantId tenant, List<OutboundMessage> messages) {
        TenantProfile profile = tenants.require(tenant);
        if (profile.status() != TenantStatus.ACTIVE) {
            throw new TenantSuspendedException(tenant.value());
        }
        if (messages.size() == 1) {
            Optional<AcceptResult> stored = acceptRemembered(session, profile, messages.get(0));
            if (stored.isPresent()) {
                return List.of(acceptance(stored.get()));
            }
        }
        Map<Address, AddressRecord> known = messages.size() > 1
                ? session.addresses(
                        tenant,
                        messages.stream().flatMap(m -> m.recipient().stream()).collect(Collectors.toSet()))
                : Map.of();
        List<NewMessage> prepared = new ArrayList<>(messages.size());
        for (OutboundMessage message : messages) {
            prepared.add(prepare(session, profile, known, message));
        }
        return session.accept(prepared).stream().map(Acceptor::acceptance).toList();
    }

    /** Nothing is read first where what is known of the recipient turns out to be so. */
    private Optional<AcceptResult> acceptRemembered(
            StoreSession session, TenantProfile profile, OutboundMessage outbound) {
        if (outbound.idempotencyKey().isPresent()) {
            return Optional.empty();
        }
        return outbound.recipient()
                .flatMap(address -> session.remembered(profile.id(), address))
                .flatMap(recipient -> session.acceptIfUnchanged(
                        prepare(session, profile, Map.of(recipient.address(), recipient), outbound), recipient));
    }

    private NewMessage prepare(
            StoreSession session, TenantProfile profile, Map<Address, AddressRecord> known, OutboundMessage outbound) {
        Draft draft = draft(session, profile, outbound, address -> {
            AddressRecord read = known.get(address);
            return read == null
                    ? session.ensureAddress(profile.id(), address, ids.contact(), ids.conversation())
                    : read;
        });
        AddressRecord recipient = draft.recipient();
        BestTime best = BestTime.of(draft.message(), profile, recipient, learned, session);
        Message message = best.message();
        Gate.Answer answer = gate.ask(Decision.Stage.ACCEPT, message, profile, recipient);
        if (answer.sender().isEmpty()) {
            throw noSender(profile, message, answer.decision());
        }
        boolean refused = answer.decision().ruling() == Ruling.BLOCK;
        Message judged = refused
                ? message.toBuilder()
                        .status(Gate.endOf(answer.decision()))
                        .times(null, null, null, recipient.readAt())
                        .build()
                : message;
        NewMessage.IdempotencyKey key = outbound.idempotencyKey()
                .map(k -> new NewMessage.IdempotencyKey(k, Fingerprint.of(outbound, recipient.address())))
                .orElse(null);
        message.handling()
                .emergency()
                .ifPresent(order -> LOG.warn(
                        "message {} of tenant {} goes at any hour, declared an emergency by {}",
                        message.id(),
                        profile.id(),
                        order));
        return new NewMessage(judged, best.explained(answer.decision()), key);
    }

    /**
     * The message as it would be stored, before the gate is asked; stores nothing itself.
     *
     * @param session where to read
     * @param profile whose message
     * @param outbound what the host hands in
     * @param rows finds, or makes, the row of an address
     * @return the message, and to whom
     */
    public Draft draft(
            StoreSession session,
            TenantProfile profile,
            OutboundMessage outbound,
            Function<Address, AddressRecord> rows) {
        ContentCheck.check(outbound.content(), outbound.metadata());
        outbound.businessKey().ifPresent(ContentCheck::businessKey);
        Peer peer = outbound.conversation()
                .map(id -> inConversation(session, profile, id))
                .orElseGet(() -> new Peer(outbound.recipient().orElseThrow(), null));
        checkAddresses(profile, peer.address(), outbound);
        Channel channel = channel(peer, outbound);
        AddressRecord recipient = rows.apply(peer.address());
        Message message = Message.builder(profile.id(), ids.message(), recipient.conversation())
                .kind(Direction.OUTBOUND, Origin.HOST, channel)
                .from(outbound.sender().orElse(null))
                .to(peer.address())
                .content(outbound.content())
                .purpose(outbound.purpose())
                .parent(outbound.parent().orElse(null))
                .businessKey(outbound.businessKey().orElse(null))
                .handling(handling(profile, outbound))
                .metadata(outbound.metadata())
                .createdAt(recipient.readAt())
                .schedule(outbound.sendAt().orElse(null), outbound.expiresAt().orElse(null))
                .build();
        return new Draft(message, recipient);
    }

    /**
     * A message that is not stored.
     *
     * @param message the message
     * @param recipient the row of whom it goes to
     */
    public record Draft(Message message, AddressRecord recipient) {}

    /** Settled now, so that a doubt is treated as it was agreed when the message was handed in. */
    private static Handling handling(TenantProfile profile, OutboundMessage outbound) {
        DoubtPolicy agreed = profile.doubtPolicies().get(outbound.purpose());
        boolean ownWord = outbound.handling().doubtPolicy().isPresent();
        return ownWord || agreed == null
                ? outbound.handling()
                : outbound.handling().whenInDoubt(agreed);
    }

    private static Peer inConversation(StoreSession session, TenantProfile profile, ConversationId id) {
        Conversation conversation = session.conversation(profile.id(), id)
                .orElseThrow(() -> new UnknownConversationException(profile.id().value(), id.toString()));
        Message last = conversation.lastMessage();
        if (last != null) {
            return new Peer(last.contactAddress(), last.channel());
        }
        return session.contact(profile.id(), conversation.contact())
                .flatMap(contact -> contact.addresses().stream().findFirst())
                .map(address -> new Peer(address, null))
                .orElseThrow(() -> new UnknownConversationException(profile.id().value(), id.toString()));
    }

    private static void checkAddresses(TenantProfile profile, Address recipient, OutboundMessage outbound) {
        outbound.sender().ifPresent(sender -> {
            if (profile.senderAt(sender).isEmpty()) {
                throw new InvalidMessageException("'" + sender.value() + "' is not a sender of tenant " + profile.id()
                        + "; register it in the tenant's profile, or leave from(...) out");
            }
        });
        if (profile.senderAt(recipient).isPresent()) {
            throw new InvalidMessageException("'" + recipient.value() + "' is a sender of tenant " + profile.id()
                    + " itself; a message to it would answer itself for ever");
        }
        if (outbound.sendAt().isPresent()
                && outbound.expiresAt().isPresent()
                && !outbound.sendAt().get().isBefore(outbound.expiresAt().get())) {
            throw new InvalidMessageException("sendAt " + outbound.sendAt().get() + " is not before expiresAt "
                    + outbound.expiresAt().get() + "; such a message could never go");
        }
    }

    private static Channel channel(Peer peer, OutboundMessage outbound) {
        if (peer.address() instanceof EmailAddress) {
            return Channel.EMAIL;
        }
        if (!(peer.address() instanceof PhoneNumber)) {
            throw new InvalidMessageException("'" + peer.address().value()
                    + "' can write to us but not be written to; use a phone number or an email address");
        }
        if (peer.lastChannel() == Channel.WHATSAPP) {
            return Channel.WHATSAPP;
        }
        return outbound.content().media().isEmpty() ? Channel.SMS : Channel.MMS;
    }

    private static InvalidMessageException noSender(TenantProfile profile, Message message, Decision decision) {
        String reason = decision.verdicts().get(decision.verdicts().size() - 1).reason();
        return new InvalidMessageException(
                "tenant " + profile.id() + " cannot send this " + message.channel() + " with "
                        + message.content().media().size() + " media of "
                        + message.content().media().stream()
                                .mapToLong(m -> m.size().orElse(0))
                                .sum()
                        + " bytes: " + reason
                        + "; register a sender of a provider this engine has that carries it, or send less");
    }

    private static Acceptance acceptance(AcceptResult result) {
        Message message = result.message();
        return new Acceptance(
                message.id(), message.conversation(), message.status(), result.decision(), result.duplicate());
    }

    /** Whom a message goes to, and what carried the last one. */
    private record Peer(Address address, @Nullable Channel lastChannel) {}
}
