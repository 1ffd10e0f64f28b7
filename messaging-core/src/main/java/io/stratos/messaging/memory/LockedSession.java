package io.stratos.messaging.memory;

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
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A tenant's door, each call under the store's lock. */
final class LockedSession implements StoreSession {

    private static final Comparator<ConversationRow> BY_NEWEST = Comparator.comparing(row -> row.messages.lastKey());

    private final ReentrantLock lock;
    private final Tables tables;
    private final Accepting accepting;
    private final Recalling recalling;
    private final Intervening intervening;

    LockedSession(ReentrantLock lock, Tables tables, Accepting accepting) {
        this.lock = lock;
        this.tables = tables;
        this.accepting = accepting;
        this.recalling = new Recalling(tables);
        this.intervening = new Intervening(tables);
    }

    @Override
    public AddressRecord ensureAddress(
            TenantId tenant, Address address, ContactId contact, ConversationId conversation) {
        return locked(() -> {
            Instant now = tables.now();
            AddressRow row = tables.addresses.find(tenant, address);
            if (row == null) {
                row = new AddressRow(address, contact, conversation);
                tables.addresses.insert(tenant, row, now);
                tables.conversations.putIfAbsent(
                        new Scoped<>(tenant, conversation), new ConversationRow(tenant, conversation, contact));
            }
            return row.read(now);
        });
    }

    @Override
    public Map<Address, AddressRecord> addresses(TenantId tenant, Collection<Address> addresses) {
        return locked(() -> {
            Instant now = tables.now();
            Map<Address, AddressRecord> found = new HashMap<>();
            for (Address address : addresses) {
                AddressRow row = tables.addresses.find(tenant, address);
                if (row != null) {
                    found.put(address, row.read(now));
                }
            }
            return found;
        });
    }

    @Override
    public List<AcceptResult> accept(List<NewMessage> messages) {
        return locked(() -> accepting.accept(messages));
    }

    @Override
    public List<MessageId> about(TenantId tenant, String businessKey) {
        return locked(() -> recalling.about(tenant, businessKey));
    }

    @Override
    public Map<MessageId, Cancellation> cancel(TenantId tenant, Collection<MessageId> messages) {
        return locked(() -> recalling.cancel(tenant, messages));
    }

    @Override
    public Map<MessageId, Rescheduling> reschedule(TenantId tenant, Collection<MessageId> messages, Instant at) {
        return locked(() -> recalling.reschedule(tenant, messages, at));
    }

    @Override
    public List<Doubt> doubts(TenantId tenant, @Nullable MessageId after, int limit) {
        return locked(() -> intervening.doubts(tenant, after, limit));
    }

    @Override
    public Optional<Doubt> doubt(TenantId tenant, MessageId message) {
        return locked(() -> intervening.doubt(tenant, message));
    }

    @Override
    public Optional<Resolving> resolve(TenantId tenant, Order order) {
        return locked(() -> intervening.resolve(tenant, order));
    }

    @Override
    public Map<MessageId, Replaying> replay(TenantId tenant, Collection<MessageId> messages, String by, String reason) {
        return locked(() -> intervening.replay(tenant, messages, by, reason));
    }

    @Override
    public List<MessageId> failed(TenantId tenant, Instant since, @Nullable MessageId after, int limit) {
        return locked(() -> intervening.failed(tenant, since, after, limit));
    }

    @Override
    public Consent record(TenantId tenant, ConsentEvent event) {
        return locked(() -> tables.record(tenant, Inbox.at(tables.now(), event)));
    }

    @Override
    public Consent consent(TenantId tenant, Address address) {
        return locked(() -> {
            AddressRow row = tables.addresses.find(tenant, address);
            return row == null ? Consent.unknown(address) : row.consent;
        });
    }

    @Override
    public ContactTimes changeTimes(TenantId tenant, Address address, UnaryOperator<ContactTimes> change) {
        return locked(() -> {
            AddressRow row = tables.addresses.require(tenant, address);
            tables.know(tenant, row, change.apply(row.notes.times()));
            return row.notes.times();
        });
    }

    @Override
    public List<ReplyHours> replyHours(TenantId tenant, @Nullable String segment, int limit) {
        return locked(() -> tables.addresses.all(tenant).stream()
                .map(row -> row.notes.times())
                .filter(times ->
                        segment == null || segment.equals(times.segment().orElse(null)))
                .map(ContactTimes::replies)
                .filter(replies -> replies.total() > 0)
                .limit(limit)
                .toList());
    }

    @Override
    public List<ConsentEvent> events(TenantId tenant, Address address) {
        return locked(() -> {
            AddressRow row = tables.addresses.find(tenant, address);
            return row == null ? List.of() : List.copyOf(row.events);
        });
    }

    @Override
    public Optional<LedgerHead> ledgerHead(TenantId tenant) {
        return locked(() -> tables.ledgers.head(tenant));
    }

    @Override
    public List<SealedEvent> ledger(TenantId tenant, long after, int limit) {
        return locked(() -> tables.ledgers.after(tenant, after, limit));
    }

    @Override
    public List<SealedEvent> ledger(TenantId tenant, Address address) {
        return locked(() -> tables.ledgers.of(tenant, address));
    }

    /** Nobody writes beside this store. */
    @Override
    public List<ConsentEvent> unledgered(TenantId tenant, int limit) {
        return List.of();
    }

    @Override
    public List<ConsentCount> consentCounts(TenantId tenant) {
        return locked(() -> tables.addresses.all(tenant).stream()
                .map(row -> new ConsentCount(row.consent, row.notes, 1))
                .toList());
    }

    @Override
    public List<AddressRecord> held(TenantId tenant, int limit) {
        return locked(() -> {
            Instant now = tables.now();
            return tables.addresses.all(tenant).stream()
                    .filter(row -> row.consent.isHeld())
                    .sorted(Comparator.comparing(row -> row.consent.heldAt().orElse(now)))
                    .limit(limit)
                    .map(row -> row.read(now))
                    .toList();
        });
    }

    @Override
    public List<AddressRecord> addressesAfter(TenantId tenant, @Nullable Address after, int limit) {
        return locked(() -> {
            Instant now = tables.now();
            return tables.addresses.all(tenant).stream()
                    .filter(row -> after == null || row.address.value().compareTo(after.value()) > 0)
                    .limit(limit)
                    .map(row -> row.read(now))
                    .toList();
        });
    }

    @Override
    public Optional<Message> message(TenantId tenant, MessageId id) {
        return locked(() -> Optional.ofNullable(tables.message(tenant, id)).map(MessageRow::message));
    }

    @Override
    public List<Message> history(TenantId tenant, ConversationId conversation, @Nullable MessageId before, int limit) {
        return locked(() -> {
            ConversationRow row = tables.conversation(tenant, conversation);
            return row == null ? List.of() : row.history(before, limit);
        });
    }

    @Override
    public Optional<MessageTrace> trace(TenantId tenant, MessageId id) {
        return locked(() ->
                Optional.ofNullable(tables.message(tenant, id)).map(row -> row.trace(tables.dispatch(tenant, id))));
    }

    @Override
    public List<AttemptId> underway(TenantId tenant, Address contact) {
        return locked(() -> {
            Instant now = tables.now();
            return tables.dispatch.values().stream()
                    .filter(row -> row.state == DispatchRow.State.SENDING && row.leasedUntil.isAfter(now))
                    .filter(row -> row.message.message().tenant().equals(tenant)
                            && row.message.message().to().equals(contact))
                    .flatMap(row -> Stream.ofNullable(row.attempt))
                    .toList();
        });
    }

    @Override
    public Optional<Conversation> conversation(TenantId tenant, ConversationId id) {
        return locked(() -> Optional.ofNullable(tables.conversation(tenant, id)).map(ConversationRow::read));
    }

    @Override
    public List<Conversation> conversations(TenantId tenant, @Nullable MessageId before, int limit) {
        return locked(() -> tables.conversations.values().stream()
                .filter(row -> row.tenant.equals(tenant) && !row.messages.isEmpty())
                .filter(row -> before == null || row.messages.lastKey().compareTo(before) < 0)
                .sorted(BY_NEWEST.reversed())
                .limit(limit)
                .map(ConversationRow::read)
                .toList());
    }

    @Override
    public Optional<Conversation> change(TenantId tenant, ConversationId id, ConversationChange change) {
        return locked(() -> {
            ConversationRow row = tables.conversation(tenant, id);
            if (row == null) {
                return Optional.empty();
            }
            row.profile = change.applyTo(row.profile);
            return Optional.of(row.read());
        });
    }

    @Override
    public void markRead(TenantId tenant, ConversationId id, MessageId through) {
        lock.lock();
        try {
            ConversationRow row = tables.conversation(tenant, id);
            if (row != null) {
                row.markRead(through);
            }
        } finally {
            lock.unlock();
        }
    }

    @Override
    public Map<Draw.Key, String> tallies(Collection<Draw.Key> keys) {
        return locked(() -> {
            Map<Draw.Key, String> found = new TreeMap<>(tables.tallies);
            found.keySet().retainAll(Set.copyOf(keys));
            return found;
        });
    }

    @Override
    public Optional<Contact> contact(TenantId tenant, ContactId id) {
        return locked(() -> Optional.ofNullable(tables.addresses.contact(tenant, id)));
    }

    private <T> T locked(Supplier<T> work) {
        lock.lock();
        try {
            return work.get();
        } finally {
            lock.unlock();
        }
    }
}
