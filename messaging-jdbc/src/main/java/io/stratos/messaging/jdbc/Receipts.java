package io.stratos.messaging.jdbc;

import io.stratos.messaging.delivery.Receipt;
import io.stratos.messaging.id.AttemptId;
import io.stratos.messaging.message.MessageStatus;
import io.stratos.messaging.spi.store.Ingest;
import io.stratos.messaging.spi.store.IngestResult;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Stores delivery receipts and moves what they are about. */
final class Receipts {

    private final Sql sql;
    private final List<Ingest.Receipt> events;

    private Receipts(Sql sql, List<Ingest.Receipt> events) {
        this.sql = sql;
        this.events = events;
    }

    static List<IngestResult> ingest(Sql sql, List<Ingest.Receipt> events) {
        return events.isEmpty() ? List.of() : new Receipts(sql, events).all();
    }

    private List<IngestResult> all() {
        List<ProviderId.@Nullable Owner> owners = owners();
        Set<Key> keys = new TreeSet<>();
        Set<ProviderId> unknown = new TreeSet<>();
        for (int i = 0; i < events.size(); i++) {
            ProviderId.Owner owner = owners.get(i);
            if (owner == null) {
                unknown.add(ProviderId.of(events.get(i)));
            } else {
                keys.add(owner.key());
            }
        }
        Workbench bench = Workbench.lock(sql, keys);
        ProviderIds.park(sql, unknown);
        Set<Seen> known = known();
        List<Fresh> fresh = new ArrayList<>();
        Set<Integer> news = new HashSet<>();
        for (int i = 0; i < events.size(); i++) {
            if (known.add(Seen.of(events.get(i)))) {
                fresh.add(new Fresh(i, events.get(i), owners.get(i)));
                news.add(i);
            }
        }
        store(fresh, bench);
        Set<ProviderId> joined = apply(fresh, owners, bench);
        List<IngestResult> results = new ArrayList<>();
        for (int i = 0; i < events.size(); i++) {
            ProviderId.Owner owner = owners.get(i);
            // A repetition that tells whose the parked receipts are is news.
            boolean tells = owner != null && joined.contains(ProviderId.of(events.get(i)));
            results.add(result(owner, news.contains(i) || tells));
        }
        return results;
    }

    private static IngestResult result(ProviderId.@Nullable Owner owner, boolean isNew) {
        IngestResult.Kind ifNew = owner == null ? IngestResult.Kind.PARKED : IngestResult.Kind.STORED;
        return new IngestResult(
                isNew ? ifNew : IngestResult.Kind.DUPLICATE,
                owner == null ? null : owner.key().tenant(),
                owner == null ? null : owner.key().message(),
                false);
    }

    /** By attempt id, if that attempt went through the account that reports; else by the provider's id. */
    private List<ProviderId.@Nullable Owner> owners() {
        Map<AttemptId, Route> attempts = attempts();
        Map<ProviderId, ProviderId.Owner> byProvider =
                ProviderIds.owners(sql, events.stream().map(ProviderId::of).toList());
        List<ProviderId.@Nullable Owner> owners = new ArrayList<>();
        for (Ingest.Receipt event : events) {
            Route named = event.attempt() == null ? null : attempts.get(event.attempt());
            owners.add(
                    named != null && named.provider.equals(event.provider()) && named.account.equals(event.account())
                            ? named.owner
                            : byProvider.get(ProviderId.of(event)));
        }
        return owners;
    }

    private Map<AttemptId, Route> attempts() {
        Map<AttemptId, Route> found = new HashMap<>();
        Set<AttemptId> ids = new LinkedHashSet<>();
        events.stream().map(Ingest.Receipt::attempt).filter(Objects::nonNull).forEach(ids::add);
        if (!ids.isEmpty()) {
            Rows<AttemptId> rows = Rows.of(ids).uuid("attempt_id", AttemptId::value);
            rows.bind(sql.query("SELECT a.tenant_id, a.message_id, a.attempt_id, a.provider, a.account"
                            + " FROM msg_attempt a JOIN " + rows.source() + " ON a.attempt_id = v.attempt_id"))
                    .map(rs -> {
                        AttemptId id = new AttemptId(Sql.uuid(rs, "attempt_id"));
                        return new Route(
                                new ProviderId.Owner(Key.read(rs), id),
                                rs.getString("provider"),
                                rs.getString("account"));
                    })
                    .forEach(route -> found.put(route.owner.attempt(), route));
        }
        return found;
    }

    private Set<Seen> known() {
        Set<Seen> asked = new LinkedHashSet<>();
        events.forEach(event -> asked.add(Seen.of(event)));
        Rows<Seen> rows = Seen.rows(asked);
        return new HashSet<>(rows.bind(sql.query("SELECT r.provider, r.account, r.provider_message_id, r.status, r.code"
                        + " FROM msg_receipt r JOIN " + rows.source() + " ON " + ProviderId.matching("r")
                        + " AND r.status = v.status AND r.code = v.code"))
                .map(rs -> new Seen(
                        new ProviderId(
                                rs.getString("provider"), rs.getString("account"), rs.getString("provider_message_id")),
                        MessageStatus.valueOf(rs.getString("status")),
                        rs.getString("code")))
                .list());
    }

    private void store(List<Fresh> fresh, Workbench bench) {
        int stored = Rows.of(fresh)
                .text("provider", f -> f.event.provider())
                .text("account", f -> f.event.account())
                .text("provider_message_id", f -> f.event.providerMessageId())
                .text("status", f -> f.event.status().name())
                .text("code", f -> Seen.of(f.event).code)
                .text(
                        "tenant_id",
                        f -> f.owner == null ? null : f.owner.key().tenant().value())
                .uuid(
                        "message_id",
                        f -> f.owner == null ? null : f.owner.key().message().value())
                .text("detail", f -> f.event.detail())
                .time("received_at", f -> bench.now())
                .integer("batch_no", f -> f.index)
                .insertNew(sql, "msg_receipt", "provider", "account", "provider_message_id", "status", "code");
        if (stored < fresh.size()) {
            throw new Transactions.Overtaken("the same receipt came twice at once");
        }
    }

    /** {@return the ids under which receipts had been waiting for one of these} */
    private Set<ProviderId> apply(List<Fresh> fresh, List<ProviderId.@Nullable Owner> owners, Workbench bench) {
        NavigableMap<ProviderId, ProviderId.Owner> brought = new TreeMap<>();
        for (int i = 0; i < events.size(); i++) {
            ProviderId.Owner owner = owners.get(i);
            AttemptRow attempt = owner == null ? null : bench.attempt(owner.key(), owner.attempt());
            String told = events.get(i).providerMessageId();
            if (owner != null && attempt != null && !told.equals(attempt.providerMessageId())) {
                attempt.identify(told);
                brought.put(ProviderId.of(events.get(i)), owner);
            }
        }
        Set<ProviderId> joined = ProviderIds.bring(sql, bench, brought);
        for (Fresh one : fresh) {
            if (one.owner != null) {
                bench.report(one.owner.key(), one.owner.attempt(), one.event.status());
            }
        }
        bench.writeBack();
        return joined;
    }

    static List<Receipt> of(Sql sql, Key key) {
        return sql.query("SELECT received_at, provider_message_id, status, code, detail FROM msg_receipt"
                        + " WHERE tenant_id = :tenant AND message_id = :message ORDER BY received_at, batch_no")
                .bind("tenant", key.tenant().value())
                .bind("message", key.message().value())
                .map(rs -> {
                    String code = rs.getString("code");
                    return new Receipt(
                            Sql.requiredTime(rs, "received_at"),
                            rs.getString("provider_message_id"),
                            MessageStatus.valueOf(rs.getString("status")),
                            code.isEmpty() ? null : code,
                            rs.getString("detail"));
                })
                .list();
    }

    private record Route(ProviderId.Owner owner, String provider, String account) {}

    private record Fresh(int index, Ingest.Receipt event, ProviderId.@Nullable Owner owner) {}

    /** What makes two receipts the same. */
    private record Seen(ProviderId id, MessageStatus status, String code) {

        static Seen of(Ingest.Receipt event) {
            return new Seen(ProviderId.of(event), event.status(), event.code() == null ? "" : event.code());
        }

        static Rows<Seen> rows(Collection<Seen> all) {
            return Rows.of(all)
                    .text("provider", s -> s.id.provider())
                    .text("account", s -> s.id.account())
                    .text("provider_message_id", s -> s.id.id())
                    .text("status", s -> s.status.name())
                    .text("code", s -> s.code);
        }
    }
}
