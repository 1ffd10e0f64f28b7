package io.stratos.messaging;

import io.stratos.messaging.delivery.Acceptance;
import io.stratos.messaging.delivery.Cancellation;
import io.stratos.messaging.delivery.Cancellations;
import io.stratos.messaging.delivery.Check;
import io.stratos.messaging.delivery.Doubt;
import io.stratos.messaging.delivery.Explanation;
import io.stratos.messaging.delivery.Replaying;
import io.stratos.messaging.delivery.Rescheduling;
import io.stratos.messaging.delivery.Reschedulings;
import io.stratos.messaging.delivery.Resolution;
import io.stratos.messaging.delivery.Resolving;
import io.stratos.messaging.exception.UnknownMessageException;
import io.stratos.messaging.id.MessageId;
import io.stratos.messaging.message.Message;
import io.stratos.messaging.message.OutboundMessage;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A tenant's messages: hand one in, take it back or move it, decide what is in doubt, find one, ask why it went or did
 * not, or whether it would. Safe for use by many threads.
 */
public final class Messages {

    private static final int LARGEST_PAGE = 500;

    private final TenantScope scope;

    Messages(TenantScope scope) {
        this.scope = scope;
    }

    /**
     * Hands a message in. It is stored when this returns, and not yet sent: a worker of this or another engine on the
     * same store sends it, once, if the gate still allows it then.
     *
     * <p>A message the gate refuses is no error: it is stored as {@code BLOCKED}, and the answer says why.
     *
     * @param message whom to tell what
     * @return its id, and what the gate thinks so far
     * @throws io.stratos.messaging.exception.InvalidMessageException if it says nothing, or no sender can carry it
     * @throws io.stratos.messaging.exception.UnknownConversationException if it replies in a conversation that is not
     *     this tenant's
     * @throws io.stratos.messaging.exception.IdempotencyConflictException if its key belongs to another message
     * @throws io.stratos.messaging.exception.TenantSuspendedException if the tenant may not send
     * @throws io.stratos.messaging.exception.StoreException if it could not be stored
     */
    public Acceptance send(OutboundMessage message) {
        return send(List.of(message)).get(0);
    }

    /**
     * Hands several in: all are stored, or, if any is refused with an exception, none.
     *
     * @param messages whom to tell what
     * @return the answer to each, in order
     * @throws io.stratos.messaging.exception.MessagingException as {@link #send(OutboundMessage)} does
     */
    public List<Acceptance> send(List<OutboundMessage> messages) {
        return scope.accept(messages);
    }

    /**
     * Takes a message back, as long as no request for it is on its way: {@code CANCELLED} means that none will begin,
     * whoever has claimed it. Of a text that leaves in several requests, it is too late once the first was taken: half a
     * text is worse than a whole one. A message that waits to be tried again, because the provider provably does not
     * have it, can be taken back.
     *
     * <p>In a transaction of the host's this becomes true when the host commits; until then the message waits.
     *
     * @param id its id
     * @return whether it was in time
     * @throws UnknownMessageException if this tenant has none of this id
     * @throws io.stratos.messaging.exception.StoreException if the store failed; retryable if another transaction is
     *     just changing the message
     */
    public Cancellation cancel(MessageId id) {
        return scope.outgoing().cancel(id);
    }

    /**
     * Takes back all messages about one thing that are not on their way yet: those handed in with this
     * {@link OutboundMessage#businessKey} up to now.
     *
     * @param businessKey what they are about, such as {@code appointment-4711}
     * @return which were cancelled, and for which it was too late; both empty if there is no message about it
     * @throws io.stratos.messaging.exception.InvalidMessageException if no message can have such a key
     * @throws io.stratos.messaging.exception.StoreException as {@link #cancel} does; nothing is cancelled then
     */
    public Cancellations cancelAbout(String businessKey) {
        return scope.outgoing().cancelAbout(businessKey);
    }

    /**
     * Moves a message to another time, earlier or later, as long as no request for it is on its way. It does not go
     * before that instant; when it does go is for the gate to say then.
     *
     * @param id its id
     * @param at the earliest instant it may go; one in the past means now
     * @return whether it was in time, see {@link #cancel}
     * @throws UnknownMessageException if this tenant has none of this id
     * @throws io.stratos.messaging.exception.ScheduleConflictException if it expires at or before the new time
     * @throws io.stratos.messaging.exception.StoreException as {@link #cancel} does
     */
    public Rescheduling reschedule(MessageId id, Instant at) {
        Rescheduling result = scope.outgoing().reschedule(id, at);
        scope.accepted().run();
        return result;
    }

    /**
     * Moves all messages about one thing that are not on their way yet to one time: those handed in with this
     * {@link OutboundMessage#businessKey} up to now.
     *
     * @param businessKey what they are about, such as {@code appointment-4711}
     * @param at the earliest instant they may go; one in the past means now
     * @return which were moved, and for which it was too late; both empty if there is no message about it
     * @throws io.stratos.messaging.exception.InvalidMessageException if no message can have such a key
     * @throws io.stratos.messaging.exception.ScheduleConflictException if one of them expires at or before the new time;
     *     none is moved then
     * @throws io.stratos.messaging.exception.StoreException as {@link #cancel} does; none is moved then
     */
    public Reschedulings rescheduleAbout(String businessKey, Instant at) {
        Reschedulings results = scope.outgoing().rescheduleAbout(businessKey, at);
        scope.accepted().run();
        return results;
    }

    /**
     * Messages of which nobody can know whether the provider took them, oldest first: those the engine still looks into,
     * and those that {@linkplain Doubt#waitsForHost() wait for the host to decide}.
     *
     * @param limit the most to return, 1 to 500
     * @return the first page
     */
    public List<Doubt> inDoubt(int limit) {
        return scope.session().doubts(scope.tenant(), null, checked(limit));
    }

    /**
     * The page after another one.
     *
     * @param last the last of the page before
     * @param limit the most to return, 1 to 500
     * @return the next page; empty after the last
     */
    public List<Doubt> inDoubtAfter(MessageId last, int limit) {
        return scope.session().doubts(scope.tenant(), last, checked(limit));
    }

    /**
     * Decides the doubt there is about a message at this moment. Whoever decides what they saw in a list hands in the
     * {@link Doubt} instead: a message that was sent again may be in doubt again.
     *
     * @param id its id
     * @param resolution what to do
     * @param by who says so, 1 to 64 characters
     * @param reason why, 1 to 200 characters; both are kept in the message's trace
     * @return whether it was done
     * @throws UnknownMessageException if this tenant has none of this id
     * @throws IllegalArgumentException if {@code by} or {@code reason} is blank or too long
     * @throws io.stratos.messaging.exception.StoreException if the store failed
     */
    public Resolving resolve(MessageId id, Resolution resolution, String by, String reason) {
        Resolving result = scope.decided().resolve(id, resolution, by, reason);
        scope.accepted().run();
        return result;
    }

    /**
     * Decides one doubt, once, whoever else decides it at the same time. All but {@code RESEND} are open while the engine
     * still looks into it.
     *
     * @param doubt a doubt about a message of this tenant
     * @param resolution what to do
     * @param by who says so, 1 to 64 characters
     * @param reason why, 1 to 200 characters; both are kept in the message's trace
     * @return whether it was done
     * @throws UnknownMessageException if this tenant has no such message
     * @throws IllegalArgumentException if {@code by} or {@code reason} is blank or too long
     * @throws io.stratos.messaging.exception.StoreException if the store failed
     */
    public Resolving resolve(Doubt doubt, Resolution resolution, String by, String reason) {
        Resolving result =
                scope.decided().resolve(doubt.message().id(), doubt.attempt().id(), resolution, by, reason);
        scope.accepted().run();
        return result;
    }

    /**
     * Brings a message back that failed while provably nothing of it was sent: the attempts were used up, the provider
     * refused it, or it could not even be tried. It is queued as if it had just been handed in, under its old id. Once for
     * each failure, however often this is called.
     *
     * @param id its id
     * @param by who says so, 1 to 64 characters
     * @param reason why, 1 to 200 characters; both are kept in the message's trace
     * @return whether it was done
     * @throws UnknownMessageException if this tenant has none of this id
     * @throws IllegalArgumentException if {@code by} or {@code reason} is blank or too long
     * @throws io.stratos.messaging.exception.StoreException if the store failed
     */
    public Replaying replay(MessageId id, String by, String reason) {
        Replaying result = scope.decided().replay(id, by, reason);
        scope.accepted().run();
        return result;
    }

    /**
     * Brings back all messages about one thing that {@link #replay} would bring back.
     *
     * @param businessKey what they are about, such as {@code appointment-4711}
     * @param by who says so, 1 to 64 characters
     * @param reason why, 1 to 200 characters
     * @return those brought back, oldest first
     * @throws io.stratos.messaging.exception.InvalidMessageException if no message can have such a key
     * @throws IllegalArgumentException if {@code by} or {@code reason} is blank or too long
     * @throws io.stratos.messaging.exception.StoreException if the store failed; some may be brought back then
     */
    public List<MessageId> replayAbout(String businessKey, String by, String reason) {
        List<MessageId> replayed = scope.decided().replayAbout(businessKey, by, reason);
        scope.accepted().run();
        return replayed;
    }

    /**
     * Brings back all messages that failed at an instant or later and that {@link #replay} would bring back; for after an
     * outage. Reads through the tenant's messages.
     *
     * @param since by the store's clock
     * @param by who says so, 1 to 64 characters
     * @param reason why, 1 to 200 characters
     * @return those brought back, oldest first
     * @throws IllegalArgumentException if {@code by} or {@code reason} is blank or too long
     * @throws io.stratos.messaging.exception.StoreException if the store failed; some may be brought back then
     */
    public List<MessageId> replayFailed(Instant since, String by, String reason) {
        List<MessageId> replayed = scope.decided().replayFailed(since, by, reason);
        scope.accepted().run();
        return replayed;
    }

    private static int checked(int limit) {
        if (limit < 1 || limit > LARGEST_PAGE) {
            throw new IllegalArgumentException("limit was " + limit + "; use 1 to " + LARGEST_PAGE);
        }
        return limit;
    }

    /**
     * Looks a message up.
     *
     * @param id its id
     * @return the message as it stands; empty if this tenant has none of this id
     */
    public Optional<Message> find(MessageId id) {
        return scope.session().message(scope.tenant(), id);
    }

    /**
     * Why a message went, waits or was refused; what happens next and when; and, for one that waits or was refused, what
     * would have to change for it to pass: the gate is asked again at this moment. Changes nothing.
     *
     * @param id its id
     * @return every decision, attempt and receipt, as data, {@link Explanation#toText() text} and
     *     {@link Explanation#toJson() JSON}
     * @throws UnknownMessageException if this tenant has none of this id
     */
    public Explanation explain(MessageId id) {
        return scope.explainer().explain(scope.session(), scope.tenant(), id);
    }

    /**
     * What would become of a message if it were sent now: asks the gate that messages pass, with every rule. Stores
     * nothing, uses nothing up and sends nothing; an idempotency key is not looked at. Between the answer and the sending
     * things may change, a STOP may come in.
     *
     * <p>Where {@link #send} would throw because no sender can carry it or the tenant is suspended, the answer has a
     * verdict that says so.
     *
     * @param message whom to tell what
     * @return every verdict, what would have to change, the sender it would go from, its segments
     * @throws io.stratos.messaging.exception.InvalidMessageException if it says nothing, or nobody could ever send it
     * @throws io.stratos.messaging.exception.UnknownConversationException if it replies in a conversation that is not
     *     this tenant's
     */
    public Check check(OutboundMessage message) {
        return scope.explainer().check(scope.session(), scope.tenant(), message, null);
    }

    /**
     * What would become of a message if it were sent at another instant and nothing else changed until then: consent,
     * senders and the tenant are taken as they are now.
     *
     * @param message whom to tell what
     * @param at the instant to ask about; may be past
     * @return the answer, see {@link #check}
     * @throws io.stratos.messaging.exception.MessagingException as {@link #check} does
     */
    public Check checkAt(OutboundMessage message, Instant at) {
        return scope.explainer().check(scope.session(), scope.tenant(), message, at);
    }
}
