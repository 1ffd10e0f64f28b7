package io.stratos.messaging.jdbc;

import io.stratos.messaging.message.Lane;
import io.stratos.messaging.routing.ProviderAccount;
import io.stratos.messaging.spi.store.Taking;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What is due on H2, one lane at a time, in many small statements: H2 lies in this process.
 *
 * <p>Rows are found by one statement and locked by another, as FOR UPDATE makes H2 sort, and lock, all that is due instead of
 * reading the index's first rows; and again further on while others hold some of them: a host may hold the oldest for long.
 */
final class H2Lanes {

    private final Sql sql;
    private final Lane lane;

    private H2Lanes(Sql sql, Lane lane) {
        this.sql = sql;
        this.lane = lane;
    }

    static Dialect.Found lockDue(Sql sql, Lane lane, Taking.Share share, Turns turns) {
        H2Lanes lanes = new H2Lanes(sql, lane);
        if (lane == Lane.EXPRESS) {
            lanes.move();
        }
        return new Dialect.Found(lanes.lock(share, turns), true);
    }

    private void move() {
        List<Key> found = sql.query("SELECT d.tenant_id, d.message_id FROM msg_dispatch d WHERE d.state = 'WAITING'"
                        + " AND d.due_at <= " + sql.clock() + " ORDER BY d.state, d.due_at FETCH FIRST "
                        + Due.MOST_MOVED + " ROWS ONLY")
                .map(rs -> Key.read(rs))
                .list();
        if (found.isEmpty()) {
            return;
        }
        Rows<Key> rows = Key.rows(found);
        List<Key> locked = rows.bind(sql.query("SELECT d.tenant_id, d.message_id FROM " + rows.source()
                        + " JOIN msg_dispatch d ON d.tenant_id = v.tenant_id AND d.message_id = v.message_id"
                        + " WHERE d.state = 'WAITING' ORDER BY d.tenant_id, d.message_id FOR UPDATE SKIP LOCKED"))
                .map(rs -> Key.read(rs))
                .list();
        if (!locked.isEmpty()) {
            Rows<Key> keys = Key.rows(locked);
            keys.bind(sql.update(sql.dialect()
                            .update("msg_dispatch", keys.source(), Key.COLUMNS, List.of("state = 'READY'"))))
                    .execute();
        }
    }

    private List<Due> lock(Taking.Share share, Turns turns) {
        List<String> tenants = tenants(share, turns.last(lane));
        Map<String, Integer> seen = new LinkedHashMap<>();
        List<Due> locked = new ArrayList<>();
        List<String> open = new ArrayList<>(tenants);
        while (!open.isEmpty() && locked.size() < share.limit()) {
            int each = Math.max(1, (share.limit() - locked.size()) / open.size());
            for (String tenant : List.copyOf(open)) {
                int wanted = Math.min(each, share.limit() - locked.size());
                Map<Key, String> page = page(tenant, seen.getOrDefault(tenant, 0), wanted);
                seen.merge(tenant, page.size(), Integer::sum);
                locked.addAll(page.isEmpty() ? List.of() : lock(page));
                if (page.size() < wanted) {
                    open.remove(tenant);
                }
            }
        }
        if (tenants.size() >= share.limit() && !tenants.isEmpty()) {
            turns.was(lane, tenants.get(tenants.size() - 1));
        }
        return locked;
    }

    private List<String> tenants(Taking.Share share, String after) {
        List<String> tenants = new ArrayList<>();
        boolean wrapped = false;
        Optional<String> next = next(after, share);
        while (tenants.size() < share.limit()) {
            if (next.isEmpty()) {
                if (wrapped || after.isEmpty()) {
                    break;
                }
                wrapped = true;
                next = next("", share);
            } else if (wrapped && next.get().compareTo(after) > 0) {
                break;
            } else {
                tenants.add(next.get());
                next = next(next.get(), share);
            }
        }
        return tenants;
    }

    private Optional<String> next(String after, Taking.Share share) {
        Rows<ProviderAccount> avoid = Due.accounts(share);
        String from = after;
        while (true) {
            Optional<String> found = sql.query(
                            "SELECT d.tenant_id FROM msg_dispatch d WHERE d.state = 'READY' AND d.lane = "
                                    + Due.code(lane) + " AND d.tenant_id > :after ORDER BY d.state, d.lane, d.tenant_id"
                                    + " FETCH FIRST ROW ONLY")
                    .bind("after", from)
                    .map(rs -> rs.getString("tenant_id"))
                    .findOne();
            if (found.isEmpty()) {
                return found;
            }
            from = found.get();
            var query =
                    sql.query("SELECT 1 WHERE " + Due.sends(":tenant", avoid)).bind("tenant", from);
            if (avoid.size() > 0) {
                avoid.bind(query);
            }
            if (query.map(rs -> rs.getInt(1)).findOne().isPresent()) {
                return found;
            }
        }
    }

    /** {@return rows of a tenant that are due, with their recipients} */
    private Map<Key, String> page(String tenant, int seen, int wanted) {
        Map<Key, String> page = new LinkedHashMap<>();
        sql.query("SELECT d.tenant_id, d.message_id, m.recipient FROM msg_dispatch d"
                        + " JOIN msg_message m ON m.tenant_id = d.tenant_id AND m.message_id = d.message_id WHERE "
                        + Due.isDue(sql, lane) + " AND d.tenant_id = :tenant"
                        + " ORDER BY d.state, d.lane, d.tenant_id, d.due_at, d.message_id"
                        + " OFFSET :seen ROWS FETCH FIRST :wanted ROWS ONLY")
                .bind("tenant", tenant)
                .bind("seen", seen)
                .bind("wanted", wanted)
                .map(rs -> Map.entry(Key.read(rs), rs.getString("recipient")))
                .forEach(entry -> page.put(entry.getKey(), entry.getValue()));
        return page;
    }

    private List<Due> lock(Map<Key, String> page) {
        Set<String> free = new HashSet<>();
        Rows<Map.Entry<Key, String>> recipients = Rows.of(page.entrySet())
                .text("tenant_id", entry -> entry.getKey().tenant().value())
                .text("address", Map.Entry::getValue);
        recipients
                .bind(sql.query(
                        "SELECT a.tenant_id, a.address FROM msg_address a JOIN (SELECT DISTINCT tenant_id, address"
                                + " FROM " + recipients.source()
                                + ") v ON a.tenant_id = v.tenant_id AND a.address = v.address"
                                + " ORDER BY a.tenant_id, a.address FOR UPDATE SKIP LOCKED"))
                .map(rs -> rs.getString("address"))
                .forEach(free::add);
        Rows<Key> rows = Key.rows(page.entrySet().stream()
                .filter(entry -> free.contains(entry.getValue()))
                .map(Map.Entry::getKey)
                .toList());
        List<Key> keys = rows.bind(sql.query("SELECT d.tenant_id, d.message_id FROM " + rows.source()
                        + " JOIN msg_dispatch d ON d.tenant_id = v.tenant_id AND d.message_id = v.message_id WHERE "
                        + Due.isDue(sql, lane) + " ORDER BY d.due_at, d.message_id FOR UPDATE SKIP LOCKED"))
                .map(rs -> Key.read(rs))
                .list();
        Rows<Key> locked = Key.rows(keys);
        return Due.readable(
                sql,
                locked.bind(sql.query("SELECT " + Due.columns(sql) + " FROM " + locked.source() + " JOIN " + Due.SOURCE
                                + " ON d.tenant_id = v.tenant_id AND d.message_id = v.message_id"
                                + " ORDER BY d.due_at, d.message_id"))
                        .map(rs -> Due.Read.of(rs))
                        .list());
    }
}
