package io.stratos.messaging.jdbc;

import io.stratos.messaging.consent.Consent;
import io.stratos.messaging.consent.ConsentEvent;
import io.stratos.messaging.contact.Address;
import io.stratos.messaging.contact.Contact;
import io.stratos.messaging.conversation.Conversation;
import io.stratos.messaging.conversation.ConversationChange;
import io.stratos.messaging.delivery.Cancellation;
import io.stratos.messaging.delivery.Doubt;
import io.stratos.messaging.delivery.MessageTrace;
import io.stratos.messaging.delivery.Replaying;
import io.stratos.messaging.delivery.Rescheduling;
import io.stratos.messaging.delivery.Resolving;
import io.stratos.messaging.id.AttemptId;
import io.stratos.messaging.id.ContactId;
import io.stratos.messaging.id.ConversationId;
import io.stratos.messaging.id.MessageId;
import io.stratos.messaging.id.TenantId;
import io.stratos.messaging.message.Message;
import io.stratos.messaging.schedule.ContactTimes;
import io.stratos.messaging.schedule.ReplyHours;
import io.stratos.messaging.spi.store.AcceptResult;
import io.stratos.messaging.spi.store.AddressRecord;
import io.stratos.messaging.spi.store.ConsentCount;
import io.stratos.messaging.spi.store.Draw;
import io.stratos.messaging.spi.store.Interventions.Order;
import io.stratos.messaging.spi.store.LedgerHead;
import io.stratos.messaging.spi.store.NewMessage;
import io.stratos.messaging.spi.store.SealedEvent;
import io.stratos.messaging.spi.store.StoreSession;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** A tenant's door to the store, in transactions of its own or inside the host's. */
final class JdbcSession implements StoreSession {

    private final Transactions transactions;
    private final Database own;
    private final AddressMemory memory;

    JdbcSession(Transactions transactions, Database own, AddressMemory memory) {
        this.transactions = transactions;
        this.own = own;
        this.memory = memory;
    }

    @Override
    public AddressRecord ensureAddress(
            TenantId tenant, Address address, ContactId contact, ConversationId conversation) {
        Addresses.Place place = new Addresses.Place(tenant, address);
        Optional<Addresses.Version> known =
                transactions.read("read an address", sql -> Addresses.findVersion(sql, place));
        if (known.isPresent()) {
            memory.note(place, known.get());
            return known.get().row();
        }
        // Never in the host's transaction: whoever else wants this address would wait until it ends.
        return own.write(
                "store a new address",
                sql -> {
                    Addresses.create(sql, place, contact, conversation);
                    return Addresses.find(sql, tenant, address)
                            .orElseThrow(() -> new Transactions.Overtaken("an address row vanished"));
                },
                sql -> Addresses.find(sql, tenant, address));
    }

    @Override
    public Map<Address, AddressRecord> addresses(TenantId tenant, Collection<Address> addresses) {
        List<Addresses.Place> places = addresses.stream()
                .map(address -> new Addresses.Place(tenant, address))
                .toList();
        Map<Address, AddressRecord> found = new HashMap<>();
        transactions
                .read("read addresses", sql -> Addresses.read(sql, places))
                .forEach((place, row) -> found.put(place.address(), row));
        return found;
    }

    @Override
    public Optional<AddressRecord> remembered(TenantId tenant, Address address) {
        return memory.row(new Addresses.Place(tenant, address));
    }

    @Override
    public Optional<AcceptResult> acceptIfUnchanged(NewMessage message, AddressRecord recipient) {
        Addresses.Place place = new Addresses.Place(message.message().tenant(), recipient.address());
        Optional<AcceptResult> stored = memory.version(place, recipient)
                .flatMap(version -> transactions.writeOnce(
                        "accept a message",
                        sql -> Accepting.acceptIf(sql, message, Addresses.isStill(sql, place, version))));
        if (stored.isEmpty()) {
            memory.forget(place);
        }
        return stored;
    }

    @Override
    public List<AcceptResult> accept(List<NewMessage> messages) {
        boolean keyed = messages.stream().allMatch(message -> message.key() != null);
        return keyed
                ? transactions.write(
                        "accept messages",
                        sql -> Accepting.accept(sql, messages),
                        sql -> Accepting.accepted(sql, messages))
                : accept(messages, messages.stream().allMatch(message -> message.key() == null));
    }

    /** Without keys it is one statement, where the database can write to several tables by one. */
    private List<AcceptResult> accept(List<NewMessage> messages, boolean keyless) {
        return keyless
                ? transactions.writeOnce("accept messages", sql -> Accepting.accept(sql, messages))
                : transactions.write("accept messages", sql -> Accepting.accept(sql, messages));
    }

    @Override
    public List<MessageId> about(TenantId tenant, String businessKey) {
        return transactions.read("find messages by business key", sql -> Recalling.about(sql, tenant, businessKey));
    }

    @Override
    public Map<MessageId, Cancellation> cancel(TenantId tenant, Collection<MessageId> messages) {
        return transactions.write("cancel messages", sql -> Recalling.cancel(sql, tenant, messages));
    }

    @Override
    public Map<MessageId, Rescheduling> reschedule(TenantId tenant, Collection<MessageId> messages, Instant at) {
        return transactions.write("reschedule messages", sql -> Recalling.reschedule(sql, tenant, messages, at));
    }

    @Override
    public List<Doubt> doubts(TenantId tenant, @Nullable MessageId after, int limit) {
        return transactions.read("list doubts", sql -> Intervening.doubts(sql, tenant, after, limit));
    }

    @Override
    public Optional<Doubt> doubt(TenantId tenant, MessageId message) {
        return transactions.read("read a doubt", sql -> Intervening.doubt(sql, new Key(tenant, message)));
    }

    @Override
    public Optional<Resolving> resolve(TenantId tenant, Order order) {
        return transactions.write(
                "decide a doubt", sql -> Intervening.resolve(sql, new Key(tenant, order.message()), order));
    }

    @Override
    public Map<MessageId, Replaying> replay(TenantId tenant, Collection<MessageId> messages, String by, String reason) {
        return transactions.write(
                "bring failed messages back",
                sql -> messages.isEmpty() ? Map.of() : Replays.replay(sql, tenant, messages, by, reason));
    }

    @Override
    public List<MessageId> failed(TenantId tenant, Instant since, @Nullable MessageId after, int limit) {
        return transactions.read("list failed messages", sql -> Replays.failed(sql, tenant, since, after, limit));
    }

    @Override
    public Consent record(TenantId tenant, ConsentEvent event) {
        return transactions.write(
                "record consent", sql -> ConsentRows.record(sql, tenant, event).after());
    }

    @Override
    public Consent consent(TenantId tenant, Address address) {
        return transactions.read(
                "read consent",
                sql -> Addresses.find(sql, tenant, address)
                        .map(AddressRecord::consent)
                        .orElseGet(() -> Consent.unknown(address)));
    }

    @Override
    public ContactTimes changeTimes(TenantId tenant, Address address, UnaryOperator<ContactTimes> change) {
        return transactions.write(
                "change a contact's times",
                sql -> TimesRows.change(sql, new Addresses.Place(tenant, address), change)
                        .after());
    }

    @Override
    public List<ReplyHours> replyHours(TenantId tenant, @Nullable String segment, int limit) {
        return transactions.read("read when contacts answer", sql -> TimesRows.replies(sql, tenant, segment, limit));
    }

    @Override
    public List<ConsentEvent> events(TenantId tenant, Address address) {
        return transactions.read("read consent events", sql -> ConsentRows.events(sql, tenant, address));
    }

    @Override
    public Optional<LedgerHead> ledgerHead(TenantId tenant) {
        return transactions.read("read the end of a ledger", sql -> LedgerRows.head(sql, tenant));
    }

    @Override
    public List<SealedEvent> ledger(TenantId tenant, long after, int limit) {
        return transactions.read("read a ledger", sql -> LedgerRows.after(sql, tenant, after, limit));
    }

    @Override
    public List<SealedEvent> ledger(TenantId tenant, Address address) {
        return transactions.read("read an address's ledger", sql -> LedgerRows.of(sql, tenant, address));
    }

    @Override
    public List<ConsentEvent> unledgered(TenantId tenant, int limit) {
        return transactions.read("look for events beside the ledger", sql -> LedgerRows.unledgered(sql, tenant, limit));
    }

    @Override
    public List<ConsentCount> consentCounts(TenantId tenant) {
        return transactions.read("count consent", sql -> Addresses.counts(sql, tenant));
    }

    @Override
    public List<AddressRecord> held(TenantId tenant, int limit) {
        return transactions.read("list addresses on hold", sql -> Addresses.held(sql, tenant, limit));
    }

    @Override
    public List<AddressRecord> addressesAfter(TenantId tenant, @Nullable Address after, int limit) {
        return transactions.read("list addresses", sql -> Addresses.after(sql, tenant, after, limit));
    }

    @Override
    public Optional<Message> message(TenantId tenant, MessageId id) {
        return transactions.read("read a message", sql -> Conversations.message(sql, new Key(tenant, id)));
    }

    @Override
    public List<Message> history(TenantId tenant, ConversationId conversation, @Nullable MessageId before, int limit) {
        return transactions.read(
                "read a history", sql -> Conversations.history(sql, tenant, conversation, before, limit));
    }

    @Override
    public Optional<MessageTrace> trace(TenantId tenant, MessageId id) {
        Key key = new Key(tenant, id);
        return transactions.read(
                "read a trace",
                sql -> Conversations.message(sql, key)
                        .map(message -> new MessageTrace(
                                message,
                                Decisions.of(sql, key),
                                AttemptRow.of(sql, List.of(key)).stream()
                                        .map(AttemptRow::toAttempt)
                                        .toList(),
                                Receipts.of(sql, key),
                                InterventionRows.of(sql, key),
                                DispatchRow.dispatch(sql, key))));
    }

    @Override
    public List<AttemptId> underway(TenantId tenant, Address contact) {
        return transactions.read("read requests on their way", sql -> DispatchRow.underway(sql, tenant, contact));
    }

    @Override
    public Optional<Conversation> conversation(TenantId tenant, ConversationId id) {
        return transactions.read("read a conversation", sql -> Conversations.one(sql, tenant, id));
    }

    @Override
    public List<Conversation> conversations(TenantId tenant, @Nullable MessageId before, int limit) {
        return transactions.read("read conversations", sql -> Conversations.page(sql, tenant, before, limit));
    }

    @Override
    public Optional<Conversation> change(TenantId tenant, ConversationId id, ConversationChange change) {
        return transactions.write("change a conversation", sql -> {
            Optional<ConversationRows.Row> row = ConversationRows.lock(sql, tenant, id);
            row.ifPresent(r -> ConversationRows.update(sql, tenant, id, change.applyTo(r.profile())));
            return row.isPresent() ? Conversations.one(sql, tenant, id) : Optional.empty();
        });
    }

    @Override
    public void markRead(TenantId tenant, ConversationId id, MessageId through) {
        transactions.write("mark a conversation as read", sql -> {
            Conversations.markRead(sql, tenant, id, through);
            return id;
        });
    }

    @Override
    public Map<Draw.Key, String> tallies(Collection<Draw.Key> keys) {
        return transactions.read("read limits", sql -> TallyRows.read(sql, keys));
    }

    @Override
    public Optional<Contact> contact(TenantId tenant, ContactId id) {
        return transactions.read("read a contact", sql -> Conversations.contact(sql, tenant, id));
    }
}
