package io.stratos.messaging.jdbc;

import io.stratos.messaging.consent.ConsentEvent;
import io.stratos.messaging.contact.Address;
import io.stratos.messaging.id.TenantId;
import io.stratos.messaging.spi.store.LedgerChain;
import io.stratos.messaging.spi.store.LedgerHead;
import io.stratos.messaging.spi.store.LedgerLine;
import io.stratos.messaging.spi.store.SealedEvent;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The chained ledger: events wait in {@code msg_ledger_due}, and become lines after their commit. */
final class LedgerRows {

    private static final int MOST_TENANTS = 100;

    private static final String EVENT = "e.at, e.action, e.purpose, e.source, e.facts";

    private LedgerRows() {}

    static List<TenantId> waiting(Sql sql) {
        return sql.query("SELECT DISTINCT d.tenant_id FROM msg_ledger_due d FETCH FIRST " + MOST_TENANTS + " ROWS ONLY")
                .map(rs -> TenantId.of(rs.getString("tenant_id")))
                .list();
    }

    /** Seals what of one tenant waits, unless somebody else is doing so. */
    static int seal(Sql sql, TenantId tenant, int limit) {
        Rows.of(List.of(tenant))
                .text("tenant_id", TenantId::value)
                .text("hash_key", t -> LedgerChain.newKey())
                .number("position", t -> 0L)
                .text("link", LedgerChain::start)
                .insertNew(sql, "msg_ledger", "tenant_id");
        Optional<LedgerHead> head = sql.query("SELECT l.hash_key, l.position, l.link FROM msg_ledger l"
                        + " WHERE l.tenant_id = :tenant" + sql.dialect().forUpdate("l") + " SKIP LOCKED")
                .bind("tenant", tenant.value())
                .map(LedgerRows::head)
                .findOne();
        if (head.isEmpty()) {
            return 0;
        }
        List<Entry> due = due(sql, tenant, limit);
        if (!due.isEmpty()) {
            write(sql, tenant, head.get(), due);
        }
        return due.size();
    }

    /** An event that vanished before it was sealed leaves its row here, to be seen. */
    private static List<Entry> due(Sql sql, TenantId tenant, int limit) {
        return sql.query("SELECT d.address, d.event_no, " + EVENT + " FROM msg_ledger_due d JOIN msg_consent_event e"
                        + " ON e.tenant_id = d.tenant_id AND e.address = d.address AND e.event_no = d.event_no"
                        + " WHERE d.tenant_id = :tenant ORDER BY e.at, d.address, d.event_no"
                        + " FETCH FIRST :limit ROWS ONLY")
                .bind("tenant", tenant.value())
                .bind("limit", limit)
                .map(rs -> new Entry(event(rs), rs.getInt("event_no")))
                .list();
    }

    private static void write(Sql sql, TenantId tenant, LedgerHead head, List<Entry> due) {
        LedgerChain chain = new LedgerChain(tenant, head.key());
        List<Sealed> lines = new ArrayList<>();
        String link = head.link();
        long position = head.position();
        for (Entry entry : due) {
            LedgerLine line = chain.line(link, ++position, entry.event, entry.eventNo);
            lines.add(new Sealed(line, entry.event.address()));
            link = line.link();
        }
        LedgerLine last = lines.get(lines.size() - 1).line;
        Writes writes = new Writes(sql);
        Rows.of(lines)
                .text("tenant_id", s -> tenant.value())
                .number("position", s -> s.line.position())
                .text("address", s -> s.address.value())
                .integer("event_no", s -> s.line.eventNo())
                .text("address_hash", s -> s.line.addressHash())
                .text("summary", s -> s.line.summary())
                .text("facts_hash", s -> s.line.factsHash())
                .text("link", s -> s.line.link())
                .insertInto(writes, "msg_ledger_line");
        Rows.of(lines)
                .text("tenant_id", s -> tenant.value())
                .text("address", s -> s.address.value())
                .integer("event_no", s -> s.line.eventNo())
                .deleteFrom(writes, "msg_ledger_due");
        Rows.of(List.of(last))
                .text("tenant_id", l -> tenant.value())
                .number("position", LedgerLine::position)
                .text("link", LedgerLine::link)
                .update(writes, "msg_ledger", "tenant_id");
        writes.run();
    }

    static Optional<LedgerHead> head(Sql sql, TenantId tenant) {
        return sql.query("SELECT l.hash_key, l.position, l.link FROM msg_ledger l WHERE l.tenant_id = :tenant")
                .bind("tenant", tenant.value())
                .map(LedgerRows::head)
                .findOne();
    }

    private static LedgerHead head(ResultSet rs) throws SQLException {
        return new LedgerHead(rs.getString("hash_key"), rs.getLong("position"), rs.getString("link"));
    }

    private static String lines(String where) {
        return "SELECT l.position, l.address, l.event_no, l.address_hash, l.summary, l.facts_hash, l.link, " + EVENT
                + " FROM msg_ledger_line l LEFT JOIN msg_consent_event e ON e.tenant_id = l.tenant_id"
                + " AND e.address = l.address AND e.event_no = l.event_no WHERE l.tenant_id = :tenant AND " + where;
    }

    static List<SealedEvent> after(Sql sql, TenantId tenant, long position, int limit) {
        return sql.query(lines("l.position > :position ORDER BY l.position FETCH FIRST :limit ROWS ONLY"))
                .bind("tenant", tenant.value())
                .bind("position", position)
                .bind("limit", limit)
                .map(LedgerRows::sealed)
                .list();
    }

    static List<SealedEvent> of(Sql sql, TenantId tenant, Address address) {
        return sql.query(lines("l.address = :address ORDER BY l.event_no"))
                .bind("tenant", tenant.value())
                .bind("address", address.value())
                .map(LedgerRows::sealed)
                .list();
    }

    static List<ConsentEvent> unledgered(Sql sql, TenantId tenant, int limit) {
        String same = " x WHERE x.tenant_id = e.tenant_id AND x.address = e.address AND x.event_no = e.event_no)";
        return sql.query("SELECT e.address, " + EVENT + " FROM msg_consent_event e WHERE e.tenant_id = :tenant"
                        + " AND NOT EXISTS (SELECT 1 FROM msg_ledger_line" + same
                        + " AND NOT EXISTS (SELECT 1 FROM msg_ledger_due" + same
                        + " ORDER BY e.at FETCH FIRST :limit ROWS ONLY")
                .bind("tenant", tenant.value())
                .bind("limit", limit)
                .map(LedgerRows::event)
                .list();
    }

    private static ConsentEvent event(ResultSet rs) throws SQLException {
        return ConsentRows.read(rs, Address.restore(rs.getString("address")));
    }

    private static SealedEvent sealed(ResultSet rs) throws SQLException {
        LedgerLine line = new LedgerLine(
                rs.getLong("position"),
                rs.getString("address_hash"),
                rs.getInt("event_no"),
                rs.getString("summary"),
                rs.getString("facts_hash"),
                rs.getString("link"));
        return new SealedEvent(line, rs.getString("action") == null ? null : event(rs));
    }

    private record Entry(ConsentEvent event, int eventNo) {}

    private record Sealed(LedgerLine line, Address address) {}
}
