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
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The rows of {@code msg_address}, on which opt-outs and sends meet, with the consent that goes with them. */
final class Addresses {

    /** What {@link #record} needs of the alias {@code a}. */
    static final String COLUMNS =
            "a.contact_id, a.conversation_id AS address_conversation, a.last_sender, a.stopped_at, a.consents, a.times";

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
                .map(rs -> rs.getString("tenant_id"))
                .list();
    }

    /** {@return those of the addresses that have a row, as they stand at this moment} */
    static Map<Place, AddressRecord> read(Sql sql, Collection<Place> places) {
        Map<Place, AddressRecord> found = new HashMap<>();
        Rows<Place> rows = rows(places);
        rows.bind(sql.query("SELECT a.tenant_id, a.address, " + COLUMNS + ", " + sql.clock() + " AS db_now FROM "
                        + rows.source() + " JOIN msg_address a" + MATCHING))
                .map(rs -> found.put(
                        new Place(TenantId.of(rs.getString("tenant_id")), Address.restore(rs.getString("address"))),
                        record(rs, Address.restore(rs.getString("address")))))
                .list();
        return found;
    }

    static Optional<AddressRecord> find(Sql sql, TenantId tenant, Address address) {
        return sql.query("SELECT " + COLUMNS + ", " + sql.clock() + " AS db_now FROM msg_address a"
                        + " WHERE a.tenant_id = :tenant AND a.address = :address")
                .bind("tenant", tenant.value())
                .bind("address", address.value())
                .map(rs -> record(rs, address))
                .findOne();
    }

    /** Reads {@link #COLUMNS} and {@code db_now}. */
    static AddressRecord record(ResultSet rs, Address address) throws SQLException {
        return new AddressRecord(
                address,
                new ContactId(Sql.uuid(rs, "contact_id")),
                new ConversationId(Sql.uuid(rs, "address_conversation")),
                MessageRows.address(rs.getString("last_sender")),
                Consent.of(address, Sql.time(rs, "stopped_at"), consents(rs.getString("consents"))),
                TimesRows.notes(rs.getString("times")),
                Sql.requiredTime(rs, "db_now"));
    }

    private static Map<Purpose, ConsentStatus> consents(@Nullable String stored) {
        Map<Purpose, ConsentStatus> consents = new EnumMap<>(Purpose.class);
        if (stored != null) {
            for (String one : stored.split(",", -1)) {
                int equals = one.indexOf('=');
                consents.put(
                        Purpose.valueOf(one.substring(0, equals)), ConsentStatus.valueOf(one.substring(equals + 1)));
            }
        }
        return consents;
    }

    /** {@return what is recorded for each purpose, as the column keeps it; null for nothing} */
    static @Nullable String consents(Consent consent) {
        String stored = Arrays.stream(Purpose.values())
                .filter(purpose -> consent.recorded(purpose) != ConsentStatus.UNKNOWN)
                .map(purpose -> purpose + "=" + consent.recorded(purpose))
                .collect(Collectors.joining(","));
        return stored.isEmpty() ? null : stored;
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
}
