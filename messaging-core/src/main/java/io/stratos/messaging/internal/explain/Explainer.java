package io.stratos.messaging.internal.explain;

import io.stratos.messaging.contact.Address;
import io.stratos.messaging.delivery.Check;
import io.stratos.messaging.delivery.Decision;
import io.stratos.messaging.delivery.Dispatch;
import io.stratos.messaging.delivery.Explanation;
import io.stratos.messaging.delivery.Listening;
import io.stratos.messaging.delivery.MessageTrace;
import io.stratos.messaging.delivery.NextStep;
import io.stratos.messaging.exception.UnknownMessageException;
import io.stratos.messaging.id.MessageId;
import io.stratos.messaging.id.TenantId;
import io.stratos.messaging.internal.accept.Acceptor;
import io.stratos.messaging.internal.dispatch.Parts;
import io.stratos.messaging.internal.environment.SendingPermit;
import io.stratos.messaging.internal.gate.DisclosureRule;
import io.stratos.messaging.internal.gate.Gate;
import io.stratos.messaging.message.Content;
import io.stratos.messaging.message.LongText;
import io.stratos.messaging.message.Message;
import io.stratos.messaging.message.MessageStatus;
import io.stratos.messaging.message.OutboundMessage;
import io.stratos.messaging.message.Segments;
import io.stratos.messaging.routing.Sender;
import io.stratos.messaging.spi.store.AddressNotes;
import io.stratos.messaging.spi.store.AddressRecord;
import io.stratos.messaging.spi.store.StoreSession;
import io.stratos.messaging.tenant.TenantProfile;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Asks the gate for whoever wants to know, and changes nothing. Safe for use by many threads. */
public final class Explainer {

    private final Parts parts;
    private final Acceptor acceptor;
    private final SendingPermit permit;

    /**
     * An explainer.
     *
     * @param parts what the engine is made of; its gate is the one messages pass
     * @param acceptor makes messages of what a host would hand in
     * @param permit whether anything may be sent from the store
     */
    public Explainer(Parts parts, Acceptor acceptor, SendingPermit permit) {
        this.parts = parts;
        this.acceptor = acceptor;
        this.permit = permit;
    }

    /**
     * Explains a message.
     *
     * @param session where to read
     * @param tenant whose
     * @param id which
     * @return what happened, what happens next, and what would have to change
     * @throws UnknownMessageException if this tenant has none of this id
     */
    public Explanation explain(StoreSession session, TenantId tenant, MessageId id) {
        MessageTrace trace =
                session.trace(tenant, id).orElseThrow(() -> new UnknownMessageException(tenant.value(), id.toString()));
        Message message = trace.message();
        AddressRecord recipient = recipient(session, tenant, message.contactAddress());
        Decision today = isTheGatesTurn(trace)
                ? ask(message, parts.tenants().require(tenant), recipient).decision()
                : null;
        Listening listening = Replies.of(trace, parts).orElse(null);
        return new Explanation(trace, recipient.readAt(), next(trace, today), today, listening);
    }

    /**
     * Asks the gate about a message that is not handed in.
     *
     * @param session where to read
     * @param tenant whose
     * @param outbound the message
     * @param at the instant to ask about; null for now
     * @return what it says
     */
    public Check check(StoreSession session, TenantId tenant, OutboundMessage outbound, @Nullable Instant at) {
        TenantProfile profile = parts.tenants().require(tenant);
        Acceptor.Draft draft =
                acceptor.draft(session, profile, outbound, address -> at(recipient(session, tenant, address), at));
        Gate.Answer answer = ask(draft.message(), profile, draft.recipient());
        Content content = outbound.content();
        Optional<Sender> sender = answer.sender();
        Optional<String> words = DisclosureRule.added(answer.decision());
        int room = words.map(DisclosureRule::room).orElse(0);
        return new Check(
                answer.decision(),
                sender.orElse(null),
                Segments.of(words.map(more -> DisclosureRule.with(content, more))
                        .orElse(content)
                        .text()),
                sender.flatMap(this::textLimit)
                        .map(limit -> LongText.split(content.text(), Math.max(LongText.SMALLEST_LIMIT, limit - room))
                                .size())
                        .orElse(0));
    }

    private Gate.Answer ask(Message message, TenantProfile profile, AddressRecord recipient) {
        Gate.Answer answer = parts.gate().ask(Decision.Stage.CHECK, message, profile, recipient);
        boolean hasTime =
                message.expiresAt().isPresent() || message.scheduledAt().isPresent();
        return permit.clocksDisagree() && hasTime
                ? new Gate.Answer(Gate.withClocksDisagreeing(answer.decision()), answer.sender(), answer.open())
                : answer;
    }

    /** Makes no row: an address never heard of gets one that is not stored. */
    private AddressRecord recipient(StoreSession session, TenantId tenant, Address address) {
        AddressRecord known = session.addresses(tenant, Set.of(address)).get(address);
        return known != null
                ? known
                : new AddressRecord(
                        address,
                        parts.ids().contact(),
                        parts.ids().conversation(),
                        null,
                        session.consent(tenant, address),
                        AddressNotes.none(),
                        parts.store().now());
    }

    private static AddressRecord at(AddressRecord row, @Nullable Instant instant) {
        return instant == null
                ? row
                : new AddressRecord(
                        row.address(),
                        row.contact(),
                        row.conversation(),
                        row.lastSender(),
                        row.consent(),
                        row.notes(),
                        instant);
    }

    private Optional<Integer> textLimit(Sender sender) {
        return parts.providers()
                .find(sender.provider())
                .map(provider -> provider.capabilities().textLimit());
    }

    private static boolean isTheGatesTurn(MessageTrace trace) {
        MessageStatus status = trace.message().status();
        Dispatch dispatch = trace.dispatch();
        return status == MessageStatus.BLOCKED
                || status == MessageStatus.EXPIRED
                || (dispatch != null
                        && (dispatch.state() == Dispatch.State.READY || dispatch.state() == Dispatch.State.CLAIMED));
    }

    private NextStep next(MessageTrace trace, @Nullable Decision today) {
        Dispatch dispatch = trace.dispatch();
        if (dispatch == null) {
            return trace.message().status() == MessageStatus.SENT
                    ? new NextStep(NextStep.Kind.RECEIPT, null, "the provider reports what becomes of it")
                    : new NextStep(
                            NextStep.Kind.NOTHING, null, over(trace.message().status(), today));
        }
        String held = permit.refusal().isPresent()
                ? "; but this engine may not send from this store, see engine.health()"
                : "";
        return switch (dispatch.state()) {
            case READY -> new NextStep(NextStep.Kind.ASK_THE_GATE, dispatch.due(), ready(dispatch) + held);
            case CLAIMED ->
                new NextStep(NextStep.Kind.ASK_THE_GATE, null, "a worker has just taken it up and asks the gate");
            case SENDING ->
                new NextStep(
                        NextStep.Kind.ANSWER, dispatch.due(), "without an answer of the provider's it is in doubt");
            case IN_DOUBT -> doubt(dispatch, held);
        };
    }

    private static String ready(Dispatch dispatch) {
        if (dispatch.attempts() > 0) {
            return "another try, request " + (dispatch.attempts() + 1) + ", if the gate allows it";
        }
        return dispatch.unit() > 0
                ? "part " + (dispatch.unit() + 1) + " goes, if the gate allows it"
                : "it goes, if the gate allows it";
    }

    private static NextStep doubt(Dispatch dispatch, String held) {
        return dispatch.dueAt()
                .map(at -> new NextStep(
                        NextStep.Kind.LOOK_UP,
                        at,
                        "the provider is asked what became of it, look " + (dispatch.looks() + 1) + held))
                .orElseGet(() -> new NextStep(
                        NextStep.Kind.RECEIPT,
                        null,
                        "only a receipt can tell what became of it; it is not sent again by itself"));
    }

    private static String over(MessageStatus status, @Nullable Decision today) {
        if (!status.isFailure()) {
            return "nothing, it is done";
        }
        return today != null && today.isAllowed()
                ? "nothing, it is over; the same message handed in now would pass"
                : "nothing, it is over; to say it after all, hand in a new message";
    }
}
