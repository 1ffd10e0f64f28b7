package io.stratos.messaging.message;

import io.stratos.messaging.consent.Purpose;
import io.stratos.messaging.contact.Address;
import io.stratos.messaging.contact.PhoneNumber;
import io.stratos.messaging.exception.InvalidMessageException;
import io.stratos.messaging.id.ConversationId;
import io.stratos.messaging.id.MessageId;
import java.net.URI;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * A message a host wants sent: to whom, what, and what for.
 *
 * <p>Each method returns a new value, so a half-filled message can be kept and reused. What can be checked alone is
 * checked on the line that says it; the rest, such as an empty text, when the message is accepted. Immutable and safe
 * for use by many threads.
 *
 * <pre>{@code
 * OutboundMessage.to("+14155552671").text("Your technician is on the way").idempotencyKey("visit-4711-on-the-way")
 * }</pre>
 */
public final class OutboundMessage {

    private static final int LONGEST_KEY = 200;
    private static final Pattern EMERGENCY_BY = Pattern.compile("[!-:<-~][ -:<-~]{0,31}");
    private static final Pattern EMERGENCY_REASON = Pattern.compile("[!-:<-~][ -:<-~]{0,59}");

    private final Draft draft;

    private OutboundMessage(Draft draft) {
        this.draft = draft;
    }

    /**
     * To somebody by address. The purpose is {@link Purpose#TRANSACTIONAL} unless {@link #purpose} says otherwise.
     *
     * @param recipient a phone number or email address
     * @return a message without content
     */
    public static OutboundMessage to(Address recipient) {
        return new OutboundMessage(new Draft(recipient, null, Purpose.TRANSACTIONAL));
    }

    /**
     * To a phone number in international form.
     *
     * @param phoneNumber such as {@code "+1 415 555 2671"}
     * @return a message without content
     * @throws io.stratos.messaging.exception.InvalidPhoneNumberException if it is not one
     */
    public static OutboundMessage to(String phoneNumber) {
        return to(PhoneNumber.of(phoneNumber));
    }

    /**
     * To the contact of a conversation, at the address they last wrote from, from the number they last wrote to. The
     * purpose is {@link Purpose#CONVERSATIONAL} unless {@link #purpose} says otherwise.
     *
     * @param conversation an existing conversation of the same tenant
     * @return a message without content
     */
    public static OutboundMessage reply(ConversationId conversation) {
        return new OutboundMessage(new Draft(null, conversation, Purpose.CONVERSATIONAL));
    }

    /**
     * Says it in text. Any length: what does not fit one request of the provider leaves in several, in order.
     *
     * @param text what the contact shall read
     * @return a new value
     */
    public OutboundMessage text(String text) {
        return content(draft.content.withText(text));
    }

    /**
     * Adds media after that already added; an SMS with media is an MMS.
     *
     * @param url absolute https address the provider can fetch
     * @param contentType such as {@code image/jpeg}
     * @return a new value
     * @throws InvalidMessageException if either is malformed
     */
    public OutboundMessage media(URI url, String contentType) {
        return content(draft.content.withMedia(Media.of(url, contentType)));
    }

    /**
     * Replaces the whole content.
     *
     * @param content text, subject, HTML and media at once
     * @return a new value
     */
    public OutboundMessage content(Content content) {
        return with(d -> d.content = content);
    }

    /**
     * Insists on one of the tenant's senders instead of letting the engine choose.
     *
     * @param sender a number or name registered in the tenant's profile
     * @return a new value
     * @throws io.stratos.messaging.exception.InvalidAddressException if it is no address
     */
    public OutboundMessage from(String sender) {
        Address address = Address.parse(sender);
        return with(d -> d.from = address);
    }

    /**
     * Says what the message is for; consent is asked for that purpose.
     *
     * @param purpose what for
     * @return a new value
     */
    public OutboundMessage purpose(Purpose purpose) {
        return with(d -> d.purpose = purpose);
    }

    /**
     * Makes a repeated call harmless: the tenant keeps one message per key, for ever.
     *
     * @param key 1 to 200 characters of the host's choosing
     * @return a new value
     * @throws InvalidMessageException if it is blank or too long
     */
    public OutboundMessage idempotencyKey(String key) {
        if (key.isBlank() || key.length() > LONGEST_KEY) {
            throw new InvalidMessageException("idempotency key of " + key.length() + " characters; use 1 to "
                    + LONGEST_KEY + " characters that are not all blank");
        }
        return with(d -> d.key = key);
    }

    /**
     * Says what the message is about, so that all messages about it can be cancelled or moved together: see
     * {@code messages().cancelAbout} and {@code rescheduleAbout}. Many messages may share one; it does not keep a
     * message from being sent twice, {@link #idempotencyKey} does.
     *
     * @param key 1 to 200 characters of the host's choosing, such as {@code appointment-4711}
     * @return a new value
     * @throws InvalidMessageException if it is blank or too long
     */
    public OutboundMessage businessKey(String key) {
        if (key.isBlank() || key.length() > LONGEST_KEY) {
            throw new InvalidMessageException("business key of " + key.length() + " characters; use 1 to " + LONGEST_KEY
                    + " characters that are not all blank");
        }
        return with(d -> d.businessKey = key);
    }

    /**
     * Does not send before an instant.
     *
     * @param earliest the earliest instant
     * @return a new value
     */
    public OutboundMessage sendAt(Instant earliest) {
        return with(d -> d.sendAt = earliest);
    }

    /**
     * Does not begin to send at or after an instant; the provider is told as well, where it can be.
     *
     * @param deadline the first instant at which it is too late
     * @return a new value
     */
    public OutboundMessage expiresAt(Instant deadline) {
        return with(d -> d.expiresAt = deadline);
    }

    /**
     * Says what the engine may do by itself if nobody can know whether the provider took it; unless called, what the
     * tenant's profile says for the purpose, and without that {@link DoubtPolicy#of}.
     *
     * @param policy what may be done
     * @return a new value
     */
    public OutboundMessage whenInDoubt(DoubtPolicy policy) {
        return with(d -> d.handling = d.handling.whenInDoubt(policy));
    }

    /**
     * Says that nobody waits for it: it goes after all that is not bulk. For a message to very many, such as a notice of an
     * outage; marketing is bulk without being told.
     *
     * @return a new value
     */
    public OutboundMessage bulk() {
        return with(d -> d.handling = d.handling.bulk());
    }

    /**
     * Says what becomes of a scheduled message that the engine takes up late, after it was down; unless called, what the
     * tenant's profile says for the purpose, and without that {@link Misfire#ofDefaults}. Of no effect without
     * {@link #sendAt}: what is to go at once has only {@link #expiresAt}.
     *
     * @param policy what becomes of it
     * @return a new value
     */
    public OutboundMessage whenLate(Misfire policy) {
        return with(d -> d.handling = d.handling.whenLate(policy));
    }

    /**
     * Asks the host right before it is sent, each time it is tried: is the appointment still booked? A {@code false} ends
     * the message as {@code EXPIRED}; without an answer it waits, and is never sent on a guess.
     *
     * @param condition the name of a {@link SendCondition} of the engines that send
     * @return a new value
     * @throws InvalidMessageException if the name is not of 1 to 40 lower-case letters, digits or dashes
     */
    public OutboundMessage onlyIf(String condition) {
        if (!ConditionName.isOne(condition)) {
            throw new InvalidMessageException(ConditionName.refusal(condition));
        }
        return with(d -> d.handling = d.handling.onlyIf(condition));
    }

    /**
     * Keeps its place: it leaves only once the messages of its conversation that were accepted before it, and say so too,
     * are over: taken by the provider, ended, or in a doubt that is not looked into any more. One that is scheduled for
     * later holds nothing back before it is due; one that waits for a limit or another try does.
     *
     * @return a new value
     */
    public OutboundMessage inOrder() {
        return with(d -> d.handling = d.handling.inOrder());
    }

    /**
     * Names what sort of message it is, so that the tenant can say when such go: see
     * {@link io.stratos.messaging.schedule.TimeRules#type}.
     *
     * @param type such as {@code reminder}: 1 to 40 lower-case letters, digits or dashes
     * @return a new value
     * @throws InvalidMessageException if it is malformed
     */
    public OutboundMessage type(String type) {
        if (!ConditionName.isOne(type)) {
            throw new InvalidMessageException(
                    "message type '" + type + "'; use 1 to 40 lower-case letters, digits or dashes");
        }
        return with(d -> d.handling = d.handling.type(type));
    }

    /**
     * Lets it go at any hour, past the law's hours and the contact's: lives or property are at stake. Consent is asked as
     * ever. Who said so and why is kept with the message for ever, and logged.
     *
     * @param by who says so, 1 to 32 characters
     * @param reason why, 1 to 60 characters
     * @return a new value
     * @throws InvalidMessageException if either is blank, too long, or has other characters than letters, digits, spaces
     *     and simple punctuation of ASCII
     */
    public OutboundMessage emergency(String by, String reason) {
        if (!EMERGENCY_BY.matcher(by).matches()
                || !EMERGENCY_REASON.matcher(reason).matches()) {
            throw new InvalidMessageException("an emergency by '" + by + "' because of '" + reason
                    + "'; name who, in 1 to 32 characters, and why, in 1 to 60, of ASCII without semicolons");
        }
        return with(d -> d.handling = d.handling.emergency(by + ": " + reason));
    }

    /**
     * Answers one message of the conversation.
     *
     * @param parent the message answered
     * @return a new value
     */
    public OutboundMessage replyTo(MessageId parent) {
        return with(d -> d.parent = parent);
    }

    /**
     * Keeps a fact of the host's with the message; the same name again replaces.
     *
     * @param name such as {@code appointmentId}
     * @param value the fact
     * @return a new value
     */
    public OutboundMessage metadata(String name, String value) {
        return with(d -> d.addMetadata(name, value));
    }

    /** {@return the recipient, unless the message goes to a conversation} */
    public Optional<Address> recipient() {
        return Optional.ofNullable(draft.recipient);
    }

    /** {@return the conversation, unless the message goes to an address} */
    public Optional<ConversationId> conversation() {
        return Optional.ofNullable(draft.conversation);
    }

    /** {@return what it says so far} */
    public Content content() {
        return draft.content;
    }

    /** {@return the sender the host insists on, if it does} */
    public Optional<Address> sender() {
        return Optional.ofNullable(draft.from);
    }

    /** {@return what it is for} */
    public Purpose purpose() {
        return draft.purpose;
    }

    /** {@return the host's key, if any} */
    public Optional<String> idempotencyKey() {
        return Optional.ofNullable(draft.key);
    }

    /** {@return what it is about, if the host said so} */
    public Optional<String> businessKey() {
        return Optional.ofNullable(draft.businessKey);
    }

    /** {@return the earliest instant, if any} */
    public Optional<Instant> sendAt() {
        return Optional.ofNullable(draft.sendAt);
    }

    /** {@return the first instant at which it is too late, if any} */
    public Optional<Instant> expiresAt() {
        return Optional.ofNullable(draft.expiresAt);
    }

    /** {@return how it is to be treated, where the host said so} */
    public Handling handling() {
        return draft.handling;
    }

    /** {@return the message answered, if any} */
    public Optional<MessageId> parent() {
        return Optional.ofNullable(draft.parent);
    }

    /** {@return the host's facts by name, unmodifiable} */
    public Map<String, String> metadata() {
        return draft.metadata;
    }

    private OutboundMessage with(Consumer<Draft> change) {
        return new OutboundMessage(draft.with(change));
    }

    /** {@return recipient masked, sizes only} */
    @Override
    public String toString() {
        return "OutboundMessage[to " + (draft.recipient == null ? draft.conversation : draft.recipient) + ", "
                + draft.content + "]";
    }
}
