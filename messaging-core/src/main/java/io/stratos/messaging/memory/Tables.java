package io.stratos.messaging.memory;

import io.stratos.messaging.consent.Consent;
import io.stratos.messaging.consent.ConsentEvent;
import io.stratos.messaging.contact.Address;
import io.stratos.messaging.id.AttemptId;
import io.stratos.messaging.id.ConversationId;
import io.stratos.messaging.id.MessageId;
import io.stratos.messaging.id.TenantId;
import io.stratos.messaging.message.Message;
import io.stratos.messaging.schedule.ContactTimes;
import io.stratos.messaging.spi.store.Draw;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** All rows. Guarded by the store's lock. */
final class Tables {

    final Tenants tenants = new Tenants();
    final Ledgers ledgers = new Ledgers();
    final AddressBook addresses = new AddressBook();
    final Map<Scoped<ConversationId>, ConversationRow> conversations = new HashMap<>();
    final Map<Scoped<MessageId>, DispatchRow> dispatch = new LinkedHashMap<>();

    /** By our id alone: a receipt does not name a tenant. */
    final Map<AttemptId, AttemptRow> attempts = new HashMap<>();

    final Map<Draw.Key, String> tallies = new HashMap<>();

    private final Map<Scoped<MessageId>, MessageRow> messages = new HashMap<>();

    /** When the last late message of a conversation went. */
    private final Map<Scoped<ConversationId>, Instant> caughtUp = new HashMap<>();

    private final Clock clock;

    Tables(Clock clock) {
        this.clock = clock;
    }

    Instant now() {
        return clock.instant();
    }

    @Nullable
    MessageRow message(TenantId tenant, MessageId id) {
        return messages.get(new Scoped<>(tenant, id));
    }

    Collection<MessageRow> messages() {
        return messages.values();
    }

    @Nullable
    ConversationRow conversation(TenantId tenant, ConversationId id) {
        return conversations.get(new Scoped<>(tenant, id));
    }

    @Nullable
    DispatchRow dispatch(TenantId tenant, MessageId id) {
        return dispatch.get(new Scoped<>(tenant, id));
    }

    /** Whether no late message of the conversation went since this one was due. */
    boolean isFirstSince(Message message, Instant due) {
        Instant last = caughtUp.get(new Scoped<>(message.tenant(), message.conversation()));
        return last == null || last.isBefore(due);
    }

    /** A late message of the conversation goes. */
    void caughtUp(Message message, Instant now) {
        caughtUp.put(new Scoped<>(message.tenant(), message.conversation()), now);
    }

    /** On to the next unit; after the last the row is gone. */
    void advance(DispatchRow row, Instant now) {
        if (row.hasNextUnit()) {
            row.nextUnit(now);
        } else {
            gone(row);
        }
    }

    void gone(DispatchRow row) {
        Message message = row.message.message();
        row.message.lastToken = row.token();
        dispatch.remove(new Scoped<>(message.tenant(), message.id()));
    }

    /** Appends an event to the ledger; what waited for somebody to decide is due once somebody has. */
    Consent record(TenantId tenant, ConsentEvent event) {
        AddressRow row = addresses.require(tenant, event.address());
        boolean held = row.consent.isHeld();
        Consent after = row.append(event);
        ledgers.append(tenant, event, row.events.size());
        if (held && !after.isHeld()) {
            askAgain(tenant, row, event.at());
        }
        return after;
    }

    /** What waits for a contact's wishes is asked about again once they change. */
    void know(TenantId tenant, AddressRow row, ContactTimes times) {
        boolean wishesChanged = !row.notes.times().preference().equals(times.preference());
        row.notes = row.notes.with(times);
        if (wishesChanged) {
            askAgain(tenant, row, now());
        }
    }

    private void askAgain(TenantId tenant, AddressRow row, Instant now) {
        dispatch.values().stream()
                .filter(waiting -> waiting.message.message().tenant().equals(tenant)
                        && waiting.message.message().conversation().equals(row.conversation))
                .forEach(waiting -> waiting.askAgain(now));
    }

    void checkInsertable(Message message) {
        Address contact = message.contactAddress();
        if (addresses.find(message.tenant(), contact) == null
                || conversation(message.tenant(), message.conversation()) == null) {
            throw new IllegalStateException("message " + message.id() + " is with " + contact.masked()
                    + " in conversation " + message.conversation() + ", which " + message.tenant()
                    + " does not have; call ensureAddress first");
        }
        if (message(message.tenant(), message.id()) != null) {
            throw new IllegalStateException("message " + message.id() + " is stored already; use a new id");
        }
    }

    void insert(MessageRow row) {
        Message message = row.message();
        ConversationRow conversation = conversation(message.tenant(), message.conversation());
        if (conversation == null) {
            throw new IllegalStateException("no conversation " + message.conversation());
        }
        messages.put(new Scoped<>(message.tenant(), message.id()), row);
        conversation.messages.put(message.id(), row);
    }
}
