package io.stratos.messaging.memory;

import io.stratos.messaging.consent.Consent;
import io.stratos.messaging.consent.ConsentEvent;
import io.stratos.messaging.contact.Address;
import io.stratos.messaging.contact.Contact;
import io.stratos.messaging.conversation.Conversation;
import io.stratos.messaging.conversation.ConversationChange;
import io.stratos.messaging.delivery.Cancellation;
import io.stratos.messaging.delivery.MessageTrace;
import io.stratos.messaging.delivery.Rescheduling;
import io.stratos.messaging.id.ContactId;
import io.stratos.messaging.id.ConversationId;
import io.stratos.messaging.id.MessageId;
import io.stratos.messaging.id.TenantId;
import io.stratos.messaging.message.Message;
import io.stratos.messaging.spi.store.AcceptResult;
import io.stratos.messaging.spi.store.AddressRecord;
import io.stratos.messaging.spi.store.Draw;
import io.stratos.messaging.spi.store.NewMessage;
import io.stratos.messaging.spi.store.StoreSession;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A tenant's door, each call under the store's lock. */
final class LockedSession implements StoreSession {

    private static final Comparator<ConversationRow> BY_NEWEST = Comparator.comparing(row -> row.messages.lastKey());

    private final ReentrantLock lock;
    private final Tables tables;
    private final Accepting accepting;
    private final Recalling recalling;

    LockedSession(ReentrantLock lock, Tables tables, Accepting accepting) {
        this.lock = lock;
        this.tables = tables;
        this.accepting = accepting;
        this.recalling = new Recalling(tables);
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
    public Consent record(TenantId tenant, ConsentEvent event) {
        return locked(() -> tables.addresses.require(tenant, event.address()).append(Inbox.at(tables.now(), event)));
    }

    @Override
    public Consent consent(TenantId tenant, Address address) {
        return locked(() -> {
            AddressRow row = tables.addresses.find(tenant, address);
            return row == null ? Consent.unknown(address) : row.consent;
        });
    }

    @Override
    public List<ConsentEvent> events(TenantId tenant, Address address) {
        return locked(() -> {
            AddressRow row = tables.addresses.find(tenant, address);
            return row == null ? List.of() : List.copyOf(row.events);
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
        return locked(() -> Optional.ofNullable(tables.message(tenant, id)).map(MessageRow::trace));
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
