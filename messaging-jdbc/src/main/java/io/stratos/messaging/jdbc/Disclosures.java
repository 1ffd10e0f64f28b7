package io.stratos.messaging.jdbc;

import io.stratos.messaging.contact.Address;
import io.stratos.messaging.id.MessageId;
import io.stratos.messaging.id.TenantId;
import io.stratos.messaging.spi.store.ClaimToken;
import io.stratos.messaging.spi.store.Disclosed;
import io.stratos.messaging.spi.store.IntentDecision;
import io.stratos.messaging.spi.store.IntentResult;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Which message of a call carries the disclosure to whom, as columns of {@code msg_address} under an exclusive lock. */
final class Disclosures {

    /** Those whose row is exclusively ours, and what it says. */
    private final Map<Addresses.Place, Optional<Disclosed>> locked = new HashMap<>();

    private final Map<Key, Standing> others = new HashMap<>();
    private final Map<ClaimToken, Addresses.Place> first = new HashMap<>();
    private final Set<Addresses.Place> going = new HashSet<>();
    private final Map<Addresses.Place, Disclosed> changes = new TreeMap<>();

    /** Whether the disclosure of a message was, or may be, on its way; whether a provider took it. */
    private record Standing(boolean taken, boolean underway) {}

    private Disclosures() {}

    /** {@return what the row says, of its columns {@code disclosed_by} and {@code disclosed}} */
    static @Nullable Disclosed read(ResultSet rs) throws SQLException {
        UUID by = Sql.uuidOrNull(rs, "disclosed_by");
        return by == null ? null : new Disclosed(new MessageId(by), rs.getInt("disclosed") == 1);
    }

    /**
     * Tries to lock the rows of those who may be about to be shown it: all are locked against changes of consent already,
     * perhaps by other nodes too, so waiting could go round in a circle. Without any no statement is run.
     */
    static Disclosures lock(Sql sql, List<IntentResult> asked) {
        Disclosures disclosures = new Disclosures();
        Set<Addresses.Place> places = new TreeSet<>();
        for (IntentResult result : asked) {
            if (result.decision() instanceof IntentDecision.First) {
                places.add(Intents.place(result.intent()));
            }
        }
        if (places.isEmpty()) {
            return disclosures;
        }
        Rows<Addresses.Place> rows = Addresses.rows(places);
        rows.bind(sql.query("SELECT a.tenant_id, a.address, a.disclosed_by, a.disclosed FROM msg_address a JOIN "
                        + rows.source() + " ON a.tenant_id = v.tenant_id AND a.address = v.address"
                        + " ORDER BY a.tenant_id, a.address"
                        + sql.dialect().forUpdate("a") + " SKIP LOCKED"))
                .map(rs -> disclosures.locked.put(
                        new Addresses.Place(
                                TenantId.of(rs.getString("tenant_id")), Address.restore(rs.getString("address"))),
                        Optional.ofNullable(read(rs))))
                .list();
        disclosures.look(sql);
        return disclosures;
    }

    /** How far those messages have come that carry it as far as the rows know. */
    private void look(Sql sql) {
        Set<Key> named = new TreeSet<>();
        locked.forEach((place, shown) -> shown.ifPresent(one -> named.add(new Key(place.tenant(), one.by()))));
        if (named.isEmpty()) {
            return;
        }
        Rows<Key> rows = Key.rows(named);
        rows.bind(sql.query("SELECT m.tenant_id, m.message_id, m.status, d.state, d.unit FROM " + MessageRows.SOURCE
                        + " JOIN " + rows.source()
                        + " ON m.tenant_id = v.tenant_id AND m.message_id = v.message_id"))
                .map(rs -> others.put(
                        new Key(TenantId.of(rs.getString("tenant_id")), new MessageId(Sql.uuid(rs, "message_id"))),
                        standing(rs.getString("status"), rs.getString("state"), rs.getInt("unit"))))
                .list();
    }

    private static Standing standing(String status, @Nullable String state, int unit) {
        boolean taken = state == null ? Set.of("SENT", "DELIVERED", "READ").contains(status) : unit > 0;
        return new Standing(taken, "SENDING".equals(state) || "IN_DOUBT".equals(state));
    }

    IntentResult turn(IntentResult result) {
        return result.decision() instanceof IntentDecision.First either
                ? new IntentResult(result.intent(), choose(result, either))
                : result;
    }

    private IntentDecision choose(IntentResult result, IntentDecision.First either) {
        Addresses.Place place = Intents.place(result.intent());
        Optional<Disclosed> shown = locked.get(place);
        if (shown == null || going.contains(place)) {
            return new IntentDecision.Leave();
        }
        if (shown.isPresent() && goes(place, shown.get())) {
            return either.otherwise();
        }
        going.add(place);
        first.put(result.intent().claim().token(), place);
        return either.way();
    }

    private boolean goes(Addresses.Place place, Disclosed shown) {
        if (shown.certain()) {
            return true;
        }
        Standing other = others.getOrDefault(new Key(place.tenant(), shown.by()), new Standing(false, false));
        if (other.taken) {
            changes.put(place, new Disclosed(shown.by(), true));
        }
        return other.taken || other.underway;
    }

    /** What did not go in the end uses nothing up. */
    void note(List<IntentResult> results) {
        for (IntentResult result : results) {
            Addresses.Place place = first.get(result.intent().claim().token());
            if (place != null && result.decision() instanceof IntentDecision.Proceed) {
                changes.put(
                        place, new Disclosed(result.intent().claim().message().id(), false));
            }
        }
    }

    void write(Writes writes) {
        Collection<Map.Entry<Addresses.Place, Disclosed>> entries = changes.entrySet();
        if (entries.isEmpty()) {
            return;
        }
        Rows.of(entries)
                .text("tenant_id", e -> e.getKey().tenant().value())
                .text("address", e -> e.getKey().address().value())
                .uuid("disclosed_by", e -> e.getValue().by().value())
                .integer("disclosed", e -> e.getValue().certain() ? 1 : 0)
                .update(writes, "msg_address", "tenant_id", "address");
    }
}
