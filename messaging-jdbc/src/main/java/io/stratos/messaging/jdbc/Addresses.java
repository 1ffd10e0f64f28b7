package io.stratos.messaging.jdbc;

import io.stratos.messaging.consent.Consent;
import io.stratos.messaging.consent.ConsentStatus;
import io.stratos.messaging.consent.Purpose;
import io.stratos.messaging.contact.Address;
import io.stratos.messaging.conversation.ConversationProfile;
import io.stratos.messaging.id.ContactId;
import io.stratos.messaging.id.ConversationId;
import io.stratos.messaging.id.TenantId;
import io.stratos.messaging.spi.store.AddressRecord;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** The rows of {@code msg_address}, on which opt-outs and sends meet, with the consent that goes with them. */
final class Addresses {

    private static final String MATCHING = " ON a.tenant_id = v.tenant_id AND a.address = v.address";

    private Addresses() {}

    /** An address of a tenant. */
    record Place(TenantId tenant, Address address) implements Comparable<Place> {

        private static final Comparator<Place> ORDER = Comparator.comparing(Place::tenant)
                .thenComparing(place -> place.address().value());

        @Override
        public int compareTo(Place other) {
            return ORDER.compare(this, other);
        }
    }

    /** Keeps changes of consent out; others may send meanwhile, where the database can tell them apart. */
    static void lockShared(Sql sql, Collection<Place> places) {
        lock(sql, places, sql.dialect().forShare("a"));
    }

    static void lockExclusive(Sql sql, Collection<Place> places) {
        lock(sql, places, sql.dialect().forUpdate("a"));
    }

    private static void lock(Sql sql, Collection<Place> places, String how) {
        Rows<Place> rows = rows(places);
        rows.bind(sql.query("SELECT a.tenant_id, a.address FROM msg_address a JOIN " + rows.source() + MATCHING
                        + " ORDER BY a.tenant_id, a.address" + how))
                .map((rs, context) -> rs.getString("tenant_id"))
                .list();
    }

    /** {@return those of the addresses that have a row, as they stand at this moment} */
    static Map<Place, AddressRecord> read(Sql sql, Collection<Place> places) {
        Rows<Place> rows = rows(places);
        return records(rows.bind(sql.query("SELECT a.tenant_id, a.address, a.contact_id, a.conversation_id,"
                        + " a.last_sender, a.stopped_at, c.purpose, c.status, " + sql.clock() + " AS db_now"
                        + " FROM " + rows.source() + " JOIN msg_address a" + MATCHING
                        + " LEFT JOIN msg_consent c ON c.tenant_id = a.tenant_id AND c.address = a.address"))
                .map((rs, context) -> Line.read(rs))
                .list());
    }

    static Optional<AddressRecord> find(Sql sql, TenantId tenant, Address address) {
        return records(sql.query("SELECT a.tenant_id, a.address, a.contact_id, a.conversation_id, a.last_sender,"
                                + " a.stopped_at, c.purpose, c.status, " + sql.clock() + " AS db_now"
                                + " FROM msg_address a"
                                + " LEFT JOIN msg_consent c ON c.tenant_id = a.tenant_id AND c.address = a.address"
                                + " WHERE a.tenant_id = :tenant AND a.address = :address")
                        .bind("tenant", tenant.value())
                        .bind("address", address.value())
                        .map((rs, context) -> Line.read(rs))
                        .list())
                .values()
                .stream()
                .findFirst();
    }

    /** Makes the row, its contact and its conversation, unless somebody has. */
    static void create(Sql sql, Place place, ContactId contact, ConversationId conversation) {
        int made = Rows.of(List.of(place))
                .text("tenant_id", p -> p.tenant().value())
                .text("address", p -> p.address().value())
                .uuid("contact_id", p -> contact.value())
                .uuid("conversation_id", p -> conversation.value())
                .integer("consent_events", p -> 0)
                .time("created_at", p -> Instant.EPOCH)
                .computed("created_at", sql.clock())
                .insertNew(sql, "msg_address", "tenant_id", "address");
        if (made == 0) {
            return;
        }
        Rows.of(List.of(contact))
                .text("tenant_id", c -> place.tenant().value())
                .uuid("contact_id", ContactId::value)
                .time("created_at", c -> Instant.EPOCH)
                .computed("created_at", sql.clock())
                .insertNew(sql, "msg_contact", "tenant_id", "contact_id");
        ConversationRows.insert(sql, place.tenant(), conversation, contact, ConversationProfile.initial());
    }

    private static Rows<Place> rows(Collection<Place> places) {
        return Rows.of(new TreeSet<>(places))
                .text("tenant_id", p -> p.tenant().value())
                .text("address", p -> p.address().value());
    }

    private static Map<Place, AddressRecord> records(List<Line> lines) {
        Map<Place, Map<Purpose, ConsentStatus>> purposes = new HashMap<>();
        Map<Place, AddressRecord> records = new HashMap<>();
        for (Line line : lines) {
            Map<Purpose, ConsentStatus> recorded =
                    purposes.computeIfAbsent(line.place, place -> new EnumMap<>(Purpose.class));
            line.purpose.ifPresent(purpose -> recorded.put(purpose, line.status));
            AddressRecord bare = line.record;
            records.put(
                    line.place,
                    new AddressRecord(
                            bare.address(),
                            bare.contact(),
                            bare.conversation(),
                            bare.lastSender(),
                            Consent.of(
                                    bare.address(), bare.consent().stoppedAt().orElse(null), recorded),
                            bare.readAt()));
        }
        return records;
    }

    /** An address with one of its purposes. */
    private record Line(Place place, AddressRecord record, Optional<Purpose> purpose, ConsentStatus status) {

        static Line read(ResultSet rs) throws SQLException {
            Address address = Address.parse(rs.getString("address"));
            String purpose = rs.getString("purpose");
            AddressRecord record = new AddressRecord(
                    address,
                    new ContactId(Sql.uuid(rs, "contact_id")),
                    new ConversationId(Sql.uuid(rs, "conversation_id")),
                    MessageRows.address(rs.getString("last_sender")),
                    Consent.of(address, Sql.time(rs, "stopped_at"), Map.of()),
                    Sql.requiredTime(rs, "db_now"));
            return new Line(
                    new Place(TenantId.of(rs.getString("tenant_id")), address),
                    record,
                    Optional.ofNullable(purpose).map(Purpose::valueOf),
                    purpose == null ? ConsentStatus.UNKNOWN : ConsentStatus.valueOf(rs.getString("status")));
        }
    }
}
