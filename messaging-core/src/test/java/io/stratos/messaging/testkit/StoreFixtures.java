package io.stratos.messaging.testkit;

import io.stratos.messaging.consent.ConsentAction;
import io.stratos.messaging.consent.ConsentEvent;
import io.stratos.messaging.consent.ConsentSource;
import io.stratos.messaging.consent.Evidence;
import io.stratos.messaging.consent.Purpose;
import io.stratos.messaging.contact.Address;
import io.stratos.messaging.contact.Channel;
import io.stratos.messaging.contact.PhoneNumber;
import io.stratos.messaging.delivery.Decision;
import io.stratos.messaging.delivery.Ruling;
import io.stratos.messaging.delivery.Verdict;
import io.stratos.messaging.id.AttemptId;
import io.stratos.messaging.id.ContactId;
import io.stratos.messaging.id.ConversationId;
import io.stratos.messaging.id.MessageId;
import io.stratos.messaging.id.TenantId;
import io.stratos.messaging.message.Content;
import io.stratos.messaging.message.Direction;
import io.stratos.messaging.message.Message;
import io.stratos.messaging.message.MessageStatus;
import io.stratos.messaging.message.Origin;
import io.stratos.messaging.routing.Route;
import io.stratos.messaging.spi.store.AddressRecord;
import io.stratos.messaging.spi.store.Ingest;
import io.stratos.messaging.spi.store.NewMessage;
import io.stratos.messaging.tenant.TenantProfile;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Builds what store tests hand in. Ids rise with every call and are the same in every run. Safe for use by many threads.
 */
public final class StoreFixtures {

    /** The tenant most tests work with. */
    public static final TenantId ACME = TenantId.of("acme");

    /** Another tenant, which must see nothing of it. */
    public static final TenantId OTHER = TenantId.of("globex");

    /** The provider every route names. */
    public static final String PROVIDER = "simulated";

    /** The account every route names. */
    public static final String ACCOUNT = "AC-1";

    /** The number {@link #ACME} sends from. */
    public static final Address SENDER = PhoneNumber.of("+14155550100");

    private static final long FIRST_MILLIS = 1_900_000_000_000L;
    private static final long VERSION_7 = 0x7000L;
    private static final long VARIANT = 0x8000_0000_0000_0000L;

    private final AtomicLong made = new AtomicLong();

    private UUID id() {
        long number = made.incrementAndGet();
        return new UUID((FIRST_MILLIS + number) << 16 | VERSION_7, VARIANT | number);
    }

    /** {@return a new message id, above all before it} */
    public MessageId messageId() {
        return new MessageId(id());
    }

    /** {@return a new attempt id} */
    public AttemptId attemptId() {
        return new AttemptId(id());
    }

    /** {@return a new contact id} */
    public ContactId contactId() {
        return new ContactId(id());
    }

    /** {@return a new conversation id} */
    public ConversationId conversationId() {
        return new ConversationId(id());
    }

    /** {@return a phone number no earlier call returned} */
    public Address phone() {
        return PhoneNumber.of(String.format(Locale.ROOT, "+1212%07d", 5_550_000 + made.incrementAndGet()));
    }

    /**
     * A name no earlier call returned.
     *
     * @param prefix how it begins
     * @return the prefix and a number
     */
    public String name(String prefix) {
        return prefix + "-" + made.incrementAndGet();
    }

    /**
     * An active tenant; {@link #ACME} has {@link #SENDER}.
     *
     * @param tenant which
     * @return its profile
     */
    public TenantProfile profile(TenantId tenant) {
        TenantProfile profile = TenantProfile.of(tenant.value(), "The " + tenant + " company");
        return tenant.equals(ACME) ? profile.sender(SENDER.value(), PROVIDER, ACCOUNT) : profile;
    }

    /** {@return the way every attempt takes unless a test says otherwise} */
    public Route route() {
        return new Route(PROVIDER, ACCOUNT, SENDER, null);
    }

    /**
     * A decision that allows.
     *
     * @param stage at which stage
     * @param reason tells it from others
     * @return the decision
     */
    public Decision allowed(Decision.Stage stage, String reason) {
        Instant at = Instant.ofEpochMilli(FIRST_MILLIS).plus(made.incrementAndGet(), ChronoUnit.MICROS);
        return new Decision(at, stage, List.of(Verdict.of("consent", Ruling.ALLOW, reason)));
    }

    /**
     * A queued text to a contact.
     *
     * @param tenant whose
     * @param to the contact's row
     * @return a builder with everything required
     */
    public Message.Builder outbound(TenantId tenant, AddressRecord to) {
        return Message.builder(tenant, messageId(), to.conversation())
                .to(to.address())
                .content(Content.text("Your technician is on the way"))
                .createdAt(to.readAt().truncatedTo(ChronoUnit.MICROS));
    }

    /**
     * A text from a contact to {@link #SENDER}.
     *
     * @param tenant whose
     * @param from the contact's row
     * @param text what it says
     * @return a builder with everything required
     */
    public Message.Builder inbound(TenantId tenant, AddressRecord from, String text) {
        return Message.builder(tenant, messageId(), from.conversation())
                .kind(Direction.INBOUND, Origin.CONTACT, Channel.SMS)
                .from(from.address())
                .to(SENDER)
                .content(Content.text(text))
                .purpose(Purpose.CONVERSATIONAL)
                .status(MessageStatus.RECEIVED)
                .createdAt(from.readAt().truncatedTo(ChronoUnit.MICROS));
    }

    /**
     * A message handed in without a key.
     *
     * @param message the message
     * @return it, with a decision that allows
     */
    public NewMessage fresh(Message message) {
        return new NewMessage(message, allowed(Decision.Stage.ACCEPT, "fresh"), null);
    }

    /**
     * A message handed in under a key.
     *
     * @param message the message
     * @param key the host's key
     * @param fingerprint what tells messages under one key apart
     * @return it, with a decision that allows
     */
    public NewMessage keyed(Message message, String key, String fingerprint) {
        return new NewMessage(
                message,
                allowed(Decision.Stage.ACCEPT, "first under " + key),
                new NewMessage.IdempotencyKey(key, fingerprint));
    }

    /**
     * An inbound message as a provider delivers it.
     *
     * @param dedupKey the same for each delivery
     * @param message the message
     * @return the report, without consent or reply
     */
    public Ingest.Inbound delivery(String dedupKey, Message message) {
        return new Ingest.Inbound(PROVIDER, dedupKey, message, List.of(), null);
    }

    /**
     * A receipt of {@link #PROVIDER} and {@link #ACCOUNT} without a code.
     *
     * @param providerMessageId the provider's id
     * @param attempt our id; null if it did not come back
     * @param status what it reports
     * @return the report
     */
    public Ingest.Receipt receipt(String providerMessageId, @Nullable AttemptId attempt, MessageStatus status) {
        return new Ingest.Receipt(PROVIDER, ACCOUNT, providerMessageId, attempt, status, null, null);
    }

    /**
     * A STOP or START.
     *
     * @param address whose
     * @param action what
     * @return the event, at an instant no store may keep
     */
    public ConsentEvent keyword(Address address, ConsentAction action) {
        return new ConsentEvent(Instant.EPOCH, address, action, null, Evidence.from(ConsentSource.KEYWORD));
    }

    /**
     * An opt-in or opt-out of one purpose.
     *
     * @param address whose
     * @param action what
     * @param purpose for which
     * @return the event, at an instant no store may keep
     */
    public ConsentEvent choice(Address address, ConsentAction action, Purpose purpose) {
        return new ConsentEvent(Instant.EPOCH, address, action, purpose, Evidence.form("booking"));
    }
}
