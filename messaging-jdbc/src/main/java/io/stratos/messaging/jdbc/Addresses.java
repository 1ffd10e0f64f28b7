package io.stratos.messaging.jdbc;

import io.stratos.messaging.contact.Address;
import io.stratos.messaging.conversation.ConversationProfile;
import io.stratos.messaging.id.ContactId;
import io.stratos.messaging.id.ConversationId;
import io.stratos.messaging.id.TenantId;
import io.stratos.messaging.spi.store.AddressRecord;
import io.stratos.messaging.spi.store.ConsentCount;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The rows of {@code msg_address}, on which opt-outs and sends meet, with the consent that goes with them. */
final class Addresses {

    /** What {@link #record} needs of the alias {@code a}. */
    static final String COLUMNS =
            "a.contact_id, a.conversation_id AS address_conversation, a.last_sender, a.stopped_at,"
                    + " a.held_at, a.consents, a.suppressions, a.times, a.disclosed_by, a.disclosed";

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
        return findVersion(sql, new Place(tenant, address)).map(Version::row);
    }

    /**
     * A row as it was read.
     *
     * @param row the row
     * @param version what the database changes whenever the row changes; null if it has nothing of the kind
     */
    record Version(AddressRecord row, @Nullable String version) {}

    static Optional<Version> findVersion(Sql sql, Place place) {
        return sql.query("SELECT " + COLUMNS + ", " + sql.clock() + " AS db_now, "
                        + sql.dialect().version("a") + " AS row_version FROM msg_address a"
                        + " WHERE a.tenant_id = :tenant AND a.address = :address")
                .bind("tenant", place.tenant().value())
                .bind("address", place.address().value())
                .map(rs -> new Version(record(rs, place.address()), rs.getString("row_version")))
                .findOne();
    }

    /** A statement that finds something as long as the row has this version. */
    static Writes.Condition isStill(Sql sql, Place place, String version) {
        return new Writes.Condition(
                "address is unchanged",
                () ->
                        "SELECT 1 FROM msg_address a WHERE a.tenant_id = :still_tenant AND a.address = :still_address AND "
                                + sql.dialect().hasVersion("a", "CAST(:still_version AS varchar)"),
                command -> command.bind("still_tenant", place.tenant().value())
                        .bind("still_address", place.address().value())
                        .bind("still_version", version));
    }

    /** Reads {@link #COLUMNS} and {@code db_now}. */
    static AddressRecord record(ResultSet rs, Address address) throws SQLException {
        return new AddressRecord(
                address,
                new ContactId(Sql.uuid(rs, "contact_id")),
                new ConversationId(Sql.uuid(rs, "address_conversation")),
                MessageRows.address(rs.getString("last_sender")),
                ConsentText.read(
                        address, Sql.time(rs, "stopped_at"), Sql.time(rs, "held_at"), rs.getString("consents")),
                TimesRows.notes(ConsentText.notes(rs.getString("suppressions")), rs.getString("times"))
                        .with(Disclosures.read(rs)),
                Sql.requiredTime(rs, "db_now"));
    }

    static List<AddressRecord> held(Sql sql, TenantId tenant, int limit) {
        return sql.query("SELECT a.address, " + COLUMNS + ", " + sql.clock() + " AS db_now FROM msg_address a"
                        + " WHERE a.tenant_id = :tenant AND a.held_at IS NOT NULL"
                        + " ORDER BY a.held_at, a.address FETCH FIRST :limit ROWS ONLY")
                .bind("tenant", tenant.value())
                .bind("limit", limit)
                .map(rs -> record(rs, Address.restore(rs.getString("address"))))
                .list();
    }

    static List<AddressRecord> after(Sql sql, TenantId tenant, @Nullable Address after, int limit) {
        return sql.query("SELECT a.address, " + COLUMNS + ", " + sql.clock() + " AS db_now FROM msg_address a"
                        + " WHERE a.tenant_id = :tenant AND a.address > :after"
                        + " ORDER BY a.address FETCH FIRST :limit ROWS ONLY")
                .bind("tenant", tenant.value())
                .bind("after", after == null ? "" : after.value())
                .bind("limit", limit)
                .map(rs -> record(rs, Address.restore(rs.getString("address"))))
                .list();
    }

    /** Addresses that stand equal are counted together, so that most of a million are a few rows. */
    static List<ConsentCount> counts(Sql sql, TenantId tenant) {
        return sql.query("SELECT MIN(a.address) AS address, COUNT(*) AS addresses, MIN(a.stopped_at) AS stopped_at,"
                        + " MIN(a.held_at) AS held_at, a.consents, a.suppressions FROM msg_address a"
                        + " WHERE a.tenant_id = :tenant GROUP BY a.consents, a.suppressions,"
                        + " CASE WHEN a.stopped_at IS NULL THEN 0 ELSE 1 END,"
                        + " CASE WHEN a.held_at IS NULL THEN 0 ELSE 1 END")
                .bind("tenant", tenant.value())
                .map(rs -> new ConsentCount(
                        ConsentText.read(
                                Address.restore(rs.getString("address")),
                                Sql.time(rs, "stopped_at"),
                                Sql.time(rs, "held_at"),
                                rs.getString("consents")),
                        ConsentText.notes(rs.getString("suppressions")),
                        rs.getLong("addresses")))
                .list();
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

    static Rows<Place> rows(Collection<Place> places) {
        return Rows.of(new TreeSet<>(places))
                .text("tenant_id", p -> p.tenant().value())
                .text("address", p -> p.address().value());
    }
}
