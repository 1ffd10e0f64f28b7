package io.stratos.messaging.memory;

import io.stratos.messaging.consent.Consent;
import io.stratos.messaging.consent.ConsentEvent;
import io.stratos.messaging.contact.Address;
import io.stratos.messaging.id.MessageId;
import io.stratos.messaging.id.TenantId;
import io.stratos.messaging.message.Message;
import io.stratos.messaging.schedule.ContactTimes;
import io.stratos.messaging.spi.store.Ingest;
import io.stratos.messaging.spi.store.IngestResult;
import io.stratos.messaging.spi.store.NewMessage;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Stores inbound messages, each once, with the changes of consent and the reply they bring. */
final class Inbox {

    private record Delivery(String provider, String dedupKey) {}

    private final Tables tables;
    private final Accepting accepting;
    private final Map<Scoped<Delivery>, MessageId> known = new HashMap<>();

    Inbox(Tables tables, Accepting accepting) {
        this.tables = tables;
        this.accepting = accepting;
    }

    IngestResult store(Ingest.Inbound event) {
        Message message = event.message();
        TenantId tenant = message.tenant();
        Scoped<Delivery> delivery = new Scoped<>(tenant, new Delivery(event.provider(), event.dedupKey()));
        MessageId first = known.get(delivery);
        if (first != null) {
            return new IngestResult(IngestResult.Kind.DUPLICATE, tenant, first, false);
        }
        Instant now = tables.now();
        List<ConsentEvent> dated =
                event.consent().stream().map(change -> at(now, change)).toList();
        AddressRow contact = tables.addresses.require(tenant, message.contactAddress());
        ContactTimes before = contact.notes.times();
        ContactTimes after = event.times() == null ? before : event.times().apply(before);
        boolean answers = event.times() == null ? answersAnything(tenant, dated) : !after.equals(before);
        NewMessage reply = answers ? event.reply() : null;
        // All that may throw comes before the first write.
        tables.checkInsertable(message);
        accepting.check(reply == null ? List.of() : List.of(reply));

        known.put(delivery, message.id());
        tables.insert(new MessageRow(message));
        Objects.requireNonNull(tables.conversation(tenant, message.conversation()))
                .reopen();
        contact.lastSender = message.to();
        dated.forEach(change -> tables.record(tenant, change));
        tables.know(tenant, contact, after);
        boolean replied =
                reply != null && !accepting.accept(List.of(reply)).get(0).duplicate();
        return new IngestResult(IngestResult.Kind.STORED, tenant, message.id(), replied);
    }

    static ConsentEvent at(Instant now, ConsentEvent event) {
        return new ConsentEvent(now, event.address(), event.action(), event.purpose(), event.evidence());
    }

    /** A second STOP is kept, but not answered again. */
    private boolean answersAnything(TenantId tenant, List<ConsentEvent> changes) {
        Map<Address, Consent> states = new HashMap<>();
        boolean changed = changes.isEmpty();
        for (ConsentEvent change : changes) {
            Consent before =
                    states.getOrDefault(change.address(), tables.addresses.require(tenant, change.address()).consent);
            Consent after = before.after(change);
            changed |= !after.equals(before);
            states.put(change.address(), after);
        }
        return changed;
    }
}
