package io.stratos.messaging.memory;

import io.stratos.messaging.consent.Consent;
import io.stratos.messaging.consent.ConsentEvent;
import io.stratos.messaging.contact.Address;
import io.stratos.messaging.id.ContactId;
import io.stratos.messaging.id.ConversationId;
import io.stratos.messaging.spi.store.AddressNotes;
import io.stratos.messaging.spi.store.AddressRecord;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One (tenant, address), its consent and the ledger behind it. */
final class AddressRow {

    final Address address;
    final ContactId contact;
    final ConversationId conversation;
    final List<ConsentEvent> events = new ArrayList<>();

    @Nullable
    Address lastSender;

    Consent consent;
    AddressNotes notes = AddressNotes.none();

    AddressRow(Address address, ContactId contact, ConversationId conversation) {
        this.address = address;
        this.contact = contact;
        this.conversation = conversation;
        this.consent = Consent.unknown(address);
    }

    AddressRecord read(Instant now) {
        return new AddressRecord(address, contact, conversation, lastSender, consent, notes, now);
    }

    /** The event is kept even where the state stays as it was: it is evidence. */
    Consent append(ConsentEvent event) {
        consent = consent.after(event);
        events.add(event);
        return consent;
    }
}
