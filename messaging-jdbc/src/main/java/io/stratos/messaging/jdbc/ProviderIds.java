package io.stratos.messaging.jdbc;

import io.stratos.messaging.id.AttemptId;
import io.stratos.messaging.message.MessageStatus;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;

/**
 * Which attempt a provider's message id belongs to, and the receipts that wait for that to be known.
 *
 * <p>A settlement that brings an id and a receipt that names it may come at once, neither seeing the other's rows. Both
 * therefore write the row of the id first: the second waits for the first and then sees what it stored.
 */
final class ProviderIds {

    private ProviderIds() {}

    static Map<ProviderId, ProviderId.Owner> owners(Sql sql, Collection<ProviderId> ids) {
        return owners(sql, new TreeSet<>(ids), "");
    }

    private static Map<ProviderId, ProviderId.Owner> owners(Sql sql, NavigableSet<ProviderId> ids, String lock) {
        Map<ProviderId, ProviderId.Owner> owners = new TreeMap<>();
        if (ids.isEmpty()) {
            return owners;
        }
        Rows<ProviderId> rows = ProviderId.rows(ids);
        rows.bind(sql.query("SELECT p.provider, p.account, p.provider_message_id, p.tenant_id, p.message_id,"
                        + " p.attempt_id FROM msg_provider_message p JOIN " + rows.source() + " ON "
                        + ProviderId.matching("p") + lock))
                .map(rs -> {
                    UUID attempt = Sql.uuidOrNull(rs, "attempt_id");
                    if (attempt != null) {
                        owners.put(
                                new ProviderId(
                                        rs.getString("provider"),
                                        rs.getString("account"),
                                        rs.getString("provider_message_id")),
                                new ProviderId.Owner(Key.read(rs), new AttemptId(attempt)));
                    }
                    return owners.size();
                })
                .list();
        return owners;
    }

    private static String lockInOrder(Sql sql) {
        return " ORDER BY p.provider, p.account, p.provider_message_id"
                + sql.dialect().forUpdate("p");
    }

    /**
     * Makes the rows on which settlements of these ids will wait for us.
     *
     * @throws Transactions.Overtaken if somebody has brought one of them meanwhile
     */
    static void park(Sql sql, Collection<ProviderId> ids) {
        NavigableSet<ProviderId> sorted = new TreeSet<>(ids);
        if (sorted.isEmpty()) {
            return;
        }
        ProviderId.rows(sorted).insertNew(sql, "msg_provider_message", ProviderId.COLUMNS.toArray(new String[0]));
        if (!owners(sql, sorted, lockInOrder(sql)).isEmpty()) {
            throw new Transactions.Overtaken("a receipt's message became known");
        }
    }

    /**
     * Stores whose these ids are, and lets the attempts follow the receipts that waited for it.
     *
     * @return the ids of those receipts
     */
    static Set<ProviderId> bring(Sql sql, Workbench bench, NavigableMap<ProviderId, ProviderId.Owner> brought) {
        int added = rows(brought).insertNew(sql, "msg_provider_message", ProviderId.COLUMNS.toArray(new String[0]));
        return added == brought.size() ? Set.of() : adopt(sql, bench, brought);
    }

    private static Rows<Map.Entry<ProviderId, ProviderId.Owner>> rows(Map<ProviderId, ProviderId.Owner> brought) {
        return Rows.of(brought.entrySet())
                .text("provider", e -> e.getKey().provider())
                .text("account", e -> e.getKey().account())
                .text("provider_message_id", e -> e.getKey().id())
                .text("tenant_id", e -> e.getValue().key().tenant().value())
                .uuid("message_id", e -> e.getValue().key().message().value())
                .uuid("attempt_id", e -> e.getValue().attempt().value());
    }

    /** Some ids were there before us: without an owner, they were put there by receipts. */
    static Set<ProviderId> adopt(Sql sql, Workbench bench, NavigableMap<ProviderId, ProviderId.Owner> brought) {
        NavigableMap<ProviderId, ProviderId.Owner> orphans = new TreeMap<>(brought);
        owners(sql, new TreeSet<>(brought.keySet()), lockInOrder(sql)).keySet().forEach(orphans::remove);
        rows(orphans).update(sql, "msg_provider_message", ProviderId.COLUMNS.toArray(new String[0]));
        Set<ProviderId> joined = new HashSet<>();
        for (Parked parked : parked(sql, orphans.keySet())) {
            ProviderId.Owner owner = orphans.get(parked.id());
            if (owner != null) {
                bench.report(owner.key(), owner.attempt(), parked.status());
                joined.add(parked.id());
            }
        }
        Rows.of(orphans.entrySet())
                .text("provider", e -> e.getKey().provider())
                .text("account", e -> e.getKey().account())
                .text("provider_message_id", e -> e.getKey().id())
                .text("tenant_id", e -> e.getValue().key().tenant().value())
                .uuid("message_id", e -> e.getValue().key().message().value())
                .update(sql, "msg_receipt", ProviderId.COLUMNS.toArray(new String[0]));
        return joined;
    }

    private static List<Parked> parked(Sql sql, Collection<ProviderId> ids) {
        if (ids.isEmpty()) {
            return List.of();
        }
        Rows<ProviderId> rows = ProviderId.rows(ids);
        return rows.bind(sql.query("SELECT r.provider, r.account, r.provider_message_id, r.status FROM msg_receipt r"
                        + " JOIN " + rows.source() + " ON " + ProviderId.matching("r")
                        + " WHERE r.message_id IS NULL ORDER BY r.received_at, r.batch_no"))
                .map(rs -> new Parked(
                        new ProviderId(
                                rs.getString("provider"), rs.getString("account"), rs.getString("provider_message_id")),
                        MessageStatus.valueOf(rs.getString("status"))))
                .list();
    }

    private record Parked(ProviderId id, MessageStatus status) {}
}
