package io.stratos.messaging.sim;

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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** A session that hands everything on. */
class ForwardingSession implements StoreSession {

    final StoreSession inner;

    ForwardingSession(StoreSession inner) {
        this.inner = inner;
    }

    @Override
    public AddressRecord ensureAddress(TenantId tenant, Address address, ContactId contact, ConversationId with) {
        return inner.ensureAddress(tenant, address, contact, with);
    }

    @Override
    public List<ReplyHours> replyHours(TenantId tenant, @Nullable String segment, int limit) {
        return inner.replyHours(tenant, segment, limit);
    }

    @Override
    public Map<Address, AddressRecord> addresses(TenantId tenant, Collection<Address> addresses) {
        return inner.addresses(tenant, addresses);
    }

    @Override
    public Optional<AddressRecord> remembered(TenantId tenant, Address address) {
        return inner.remembered(tenant, address);
    }

    @Override
    public Optional<AcceptResult> acceptIfUnchanged(NewMessage message, AddressRecord recipient) {
        return inner.acceptIfUnchanged(message, recipient);
    }

    @Override
    public ContactTimes changeTimes(TenantId tenant, Address address, UnaryOperator<ContactTimes> change) {
        return inner.changeTimes(tenant, address, change);
    }

    @Override
    public List<AcceptResult> accept(List<NewMessage> messages) {
        return inner.accept(messages);
    }

    @Override
    public List<MessageId> about(TenantId tenant, String businessKey) {
        return inner.about(tenant, businessKey);
    }

    @Override
    public Map<MessageId, Cancellation> cancel(TenantId tenant, Collection<MessageId> messages) {
        return inner.cancel(tenant, messages);
    }

    @Override
    public Map<MessageId, Rescheduling> reschedule(TenantId tenant, Collection<MessageId> messages, Instant at) {
        return inner.reschedule(tenant, messages, at);
    }

    @Override
    public List<Doubt> doubts(TenantId tenant, MessageId after, int limit) {
        return inner.doubts(tenant, after, limit);
    }

    @Override
    public Optional<Doubt> doubt(TenantId tenant, MessageId message) {
        return inner.doubt(tenant, message);
    }

    @Override
    public Optional<Resolving> resolve(TenantId tenant, Order order) {
        return inner.resolve(tenant, order);
    }

    @Override
    public Map<MessageId, Replaying> replay(TenantId tenant, Collection<MessageId> messages, String by, String reason) {
        return inner.replay(tenant, messages, by, reason);
    }

    @Override
    public List<MessageId> failed(TenantId tenant, Instant since, MessageId after, int limit) {
        return inner.failed(tenant, since, after, limit);
    }

    @Override
    public Consent record(TenantId tenant, ConsentEvent event) {
        return inner.record(tenant, event);
    }

    @Override
    public Consent consent(TenantId tenant, Address address) {
        return inner.consent(tenant, address);
    }

    @Override
    public Optional<LedgerHead> ledgerHead(TenantId tenant) {
        return inner.ledgerHead(tenant);
    }

    @Override
    public List<SealedEvent> ledger(TenantId tenant, long after, int limit) {
        return inner.ledger(tenant, after, limit);
    }

    @Override
    public List<SealedEvent> ledger(TenantId tenant, Address address) {
        return inner.ledger(tenant, address);
    }

    @Override
    public List<ConsentEvent> unledgered(TenantId tenant, int limit) {
        return inner.unledgered(tenant, limit);
    }

    @Override
    public List<ConsentCount> consentCounts(TenantId tenant) {
        return inner.consentCounts(tenant);
    }

    @Override
    public List<AddressRecord> held(TenantId tenant, int limit) {
        return inner.held(tenant, limit);
    }

    @Override
    public List<AddressRecord> addressesAfter(TenantId tenant, @Nullable Address after, int limit) {
        return inner.addressesAfter(tenant, after, limit);
    }

    @Override
    public List<ConsentEvent> events(TenantId tenant, Address address) {
        return inner.events(tenant, address);
    }

    @Override
    public Optional<Message> message(TenantId tenant, MessageId id) {
        return inner.message(tenant, id);
    }

    @Override
    public List<Message> history(TenantId tenant, ConversationId conversation, MessageId before, int limit) {
        return inner.history(tenant, conversation, before, limit);
    }

    @Override
    public Optional<MessageTrace> trace(TenantId tenant, MessageId id) {
        return inner.trace(tenant, id);
    }

    @Override
    public List<AttemptId> underway(TenantId tenant, Address contact) {
        return inner.underway(tenant, contact);
    }

    @Override
    public Optional<Conversation> conversation(TenantId tenant, ConversationId id) {
        return inner.conversation(tenant, id);
    }

    @Override
    public List<Conversation> conversations(TenantId tenant, MessageId before, int limit) {
        return inner.conversations(tenant, before, limit);
    }

    @Override
    public Optional<Conversation> change(TenantId tenant, ConversationId id, ConversationChange change) {
        return inner.change(tenant, id, change);
    }

    @Override
    public void markRead(TenantId tenant, ConversationId id, MessageId through) {
        inner.markRead(tenant, id, through);
    }

    @Override
    public Map<Draw.Key, String> tallies(Collection<Draw.Key> keys) {
        return inner.tallies(keys);
    }

    @Override
    public Optional<Contact> contact(TenantId tenant, ContactId id) {
        return inner.contact(tenant, id);
    }
}
