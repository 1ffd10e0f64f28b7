package io.stratos.messaging.jdbc;

import io.stratos.messaging.consent.Consent;
import io.stratos.messaging.consent.ConsentAction;
import io.stratos.messaging.consent.ConsentEvent;
import io.stratos.messaging.consent.ConsentSource;
import io.stratos.messaging.consent.Evidence;
import io.stratos.messaging.consent.Purpose;
import io.stratos.messaging.consent.Suppressions;
import io.stratos.messaging.contact.Address;
import io.stratos.messaging.id.TenantId;
import io.stratos.messaging.spi.store.AddressRecord;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;

/** The ledger of consent, and the state it comes to. */
final class ConsentRows {

    private ConsentRows() {}

    /** What an event changed. */
    record Change(Consent before, Consent after) {

        boolean isOne() {
            return !before.equals(after);
        }
    }

    /** Appends an event, under the exclusive lock of its address, which this takes. */
    static Change record(Sql sql, TenantId tenant, ConsentEvent event) {
        Addresses.Place place = new Addresses.Place(tenant, event.address());
        Addresses.lockExclusive(sql, List.of(place));
        return recordLocked(sql, tenant, event);
    }

    /** The same for who holds that lock already. */
    static Change recordLocked(Sql sql, TenantId tenant, ConsentEvent event) {
        AddressRecord record = Addresses.find(sql, tenant, event.address())
                .orElseThrow(() -> new IllegalStateException("address "
                        + event.address().masked() + " of tenant " + tenant + " has no row; call ensureAddress first"));
        ConsentEvent dated =
                new ConsentEvent(record.readAt(), event.address(), event.action(), event.purpose(), event.evidence());
        Consent after = record.consent().after(dated);
        append(sql, tenant, dated, after, record.notes().suppressions().after(dated));
        if (record.consent().isHeld() && !after.isHeld()) {
            TallyRows.askAgain(sql, tenant, record.conversation());
        }
        return new Change(record.consent(), after);
    }

    private static void append(Sql sql, TenantId tenant, ConsentEvent event, Consent after, Suppressions suppressions) {
        Writes writes = new Writes(sql);
        numbered(tenant, event)
                .time("at", ConsentEvent::at)
                .text("action", e -> e.action().name())
                .text("purpose", e -> e.purpose() == null ? null : e.purpose().name())
                .text("source", e -> e.evidence().source().name())
                .text("facts", e -> Json.map(e.evidence().facts()))
                .insertInto(writes, "msg_consent_event");
        numbered(tenant, event).insertInto(writes, "msg_ledger_due");
        Rows.of(List.of(event))
                .text("tenant_id", e -> tenant.value())
                .text("address", e -> e.address().value())
                .time("stopped_at", e -> after.stoppedAt().orElse(null))
                .time("held_at", e -> after.heldAt().orElse(null))
                .text("consents", e -> ConsentText.of(after))
                .text("suppressions", e -> ConsentText.of(suppressions))
                .integer("consent_events", e -> 0)
                .computed("consent_events", "t.consent_events + 1")
                .update(writes, "msg_address", "tenant_id", "address");
        writes.run();
    }

    private static Rows<ConsentEvent> numbered(TenantId tenant, ConsentEvent event) {
        return Rows.of(List.of(event))
                .text("tenant_id", e -> tenant.value())
                .text("address", e -> e.address().value())
                .integer("event_no", e -> 0)
                .computed(
                        "event_no",
                        "(SELECT a.consent_events + 1 FROM msg_address a"
                                + " WHERE a.tenant_id = v.tenant_id AND a.address = v.address)");
    }

    static List<ConsentEvent> events(Sql sql, TenantId tenant, Address address) {
        return sql.query("SELECT at, action, purpose, source, facts FROM msg_consent_event"
                        + " WHERE tenant_id = :tenant AND address = :address ORDER BY event_no")
                .bind("tenant", tenant.value())
                .bind("address", address.value())
                .map(rs -> read(rs, address))
                .list();
    }

    static ConsentEvent read(ResultSet rs, Address address) throws SQLException {
        Evidence evidence = Evidence.from(ConsentSource.valueOf(rs.getString("source")));
        for (Map.Entry<String, String> fact : Json.map(rs.getString("facts")).entrySet()) {
            evidence = evidence.with(fact.getKey(), fact.getValue());
        }
        String purpose = rs.getString("purpose");
        return new ConsentEvent(
                Sql.requiredTime(rs, "at"),
                address,
                ConsentAction.valueOf(rs.getString("action")),
                purpose == null ? null : Purpose.valueOf(purpose),
                evidence);
    }
}
