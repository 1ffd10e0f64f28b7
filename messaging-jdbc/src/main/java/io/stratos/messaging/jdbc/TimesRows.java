package io.stratos.messaging.jdbc;

import io.stratos.messaging.id.TenantId;
import io.stratos.messaging.schedule.ContactTimes;
import io.stratos.messaging.schedule.ReplyHours;
import io.stratos.messaging.spi.store.AddressNotes;
import io.stratos.messaging.spi.store.AddressRecord;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** What is known of the time and place of addresses: the column {@code times} of {@code msg_address}. */
final class TimesRows {

    private TimesRows() {}

    static AddressNotes notes(AddressNotes others, @Nullable String times) {
        return times == null ? others : others.with(ContactTimes.decoded(times));
    }

    static List<ReplyHours> replies(Sql sql, TenantId tenant, @Nullable String segment, int limit) {
        String like = segment == null ? "%t=%" : "%s=" + segment + "|t=%";
        return sql.query("SELECT times FROM msg_address WHERE tenant_id = :tenant AND times LIKE :pattern"
                        + " ORDER BY address LIMIT :most")
                .bind("tenant", tenant.value())
                .bind("pattern", like)
                .bind("most", limit)
                .map(rs -> ContactTimes.decoded(rs.getString("times")).replies())
                .list();
    }

    /** What was known before and is known after. */
    record Change(ContactTimes before, ContactTimes after) {

        boolean isOne() {
            return !before.equals(after);
        }
    }

    /** Changes it, under the exclusive lock of the address, which this takes. */
    static Change change(Sql sql, Addresses.Place place, UnaryOperator<ContactTimes> change) {
        Addresses.lockExclusive(sql, List.of(place));
        AddressRecord known = Addresses.find(sql, place.tenant(), place.address())
                .orElseThrow(() -> new IllegalStateException("address "
                        + place.address().masked() + " of tenant " + place.tenant()
                        + " has no row; call ensureAddress first"));
        ContactTimes before = known.notes().times();
        ContactTimes after = change.apply(before);
        if (!after.equals(before)) {
            sql.update("UPDATE msg_address SET times = :times WHERE tenant_id = :tenant AND address = :address")
                    .bind("times", after.encoded().orElse(null))
                    .bind("tenant", place.tenant().value())
                    .bind("address", place.address().value())
                    .execute();
        }
        if (!after.preference().equals(before.preference())) {
            TallyRows.askAgain(sql, place.tenant(), known.conversation());
        }
        return new Change(before, after);
    }
}
