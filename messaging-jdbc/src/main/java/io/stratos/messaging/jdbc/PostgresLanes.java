package io.stratos.messaging.jdbc;

import io.stratos.messaging.message.Lane;
import io.stratos.messaging.routing.ProviderAccount;
import io.stratos.messaging.spi.store.Taking;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What is due on PostgreSQL, one lane at a time.
 *
 * <p>One statement moves rows whose time has come from WAITING to READY, walks from one tenant with READY rows to the next
 * by the index, and locks an equal share of each: it touches as many rows as it returns, however many wait. Where a row
 * changed after the statement began, PostgreSQL locks its newest version and judges the row by that. The locks are taken
 * below the limit, so what is left out does not count.
 */
final class PostgresLanes {

    private final Sql sql;
    private final Lane lane;
    private final Taking.Share share;
    private final Turns turns;
    private final List<Due.Read> rows = new ArrayList<>();
    private int moved;
    private boolean bulkWaits;
    private int tenants;
    private String lastTenant = "";

    private PostgresLanes(Sql sql, Lane lane, Taking.Share share, Turns turns) {
        this.sql = sql;
        this.lane = lane;
        this.share = share;
        this.turns = turns;
    }

    static Dialect.Found lockDue(Sql sql, Lane lane, Taking.Share share, Turns turns) {
        PostgresLanes lanes = new PostgresLanes(sql, lane, share, turns);
        lanes.walk();
        // The rows it moved can be seen by the next statement only.
        for (int again = 0; again < 2 && lanes.moved > 0 && lanes.rows.size() < share.limit(); again++) {
            lanes.rows.clear();
            lanes.walk();
        }
        lanes.fill();
        turns.took(lane, lanes.rows.size());
        return new Dialect.Found(Due.readable(sql, lanes.rows), lanes.bulkWaits);
    }

    private void walk() {
        Rows<ProviderAccount> avoid = Due.accounts(share);
        var query = sql.query(
                "WITH RECURSIVE " + moving() + ", walk(tenant_id) AS (" + steps("walk", "")
                        + "), again(tenant_id) AS ("
                        + steps("again", " AND n.tenant_id <= :after")
                        + "), chosen AS MATERIALIZED (SELECT tenant_id, row_number() OVER () AS turn FROM"
                        + " (SELECT tenant_id FROM walk WHERE tenant_id IS NOT NULL UNION ALL"
                        + " SELECT tenant_id FROM again WHERE tenant_id IS NOT NULL) w WHERE "
                        + Due.sends("w.tenant_id", avoid)
                        + " LIMIT :limit)"
                        + " SELECT f.*, x.* FROM (SELECT "
                        + (lane == Lane.EXPRESS ? "(SELECT count(*) FROM moved)" : "0")
                        + " AS moved, (SELECT b.lane FROM msg_dispatch b WHERE b.state = 'READY' AND b.lane = "
                        + Due.code(Lane.BULK)
                        + " ORDER BY b.lane, b.tenant_id LIMIT 1) IS NOT NULL AS bulk_waits, (SELECT count(*) FROM chosen) AS tenants) f"
                        + " LEFT JOIN LATERAL (SELECT c.turn, y.* FROM chosen c CROSS JOIN LATERAL ("
                        + some("c.tenant_id", "", "(:limit + f.tenants - 1) / f.tenants") + ") y) x ON true",
                turns.taken(lane));
        query.bind("after", turns.last(lane)).bind("limit", share.limit());
        if (avoid.size() > 0) {
            avoid.bind(query);
        }
        moved = 0;
        long[] last = {0};
        query.map(rs -> {
                    moved = rs.getInt("moved");
                    bulkWaits = rs.getBoolean("bulk_waits");
                    tenants = rs.getInt("tenants");
                    long turn = rs.getLong("turn");
                    if (turn > last[0]) {
                        last[0] = turn;
                        lastTenant = rs.getString("tenant_id");
                    }
                    return turn == 0 ? Optional.<Due.Read>empty() : Optional.of(Due.Read.of(rs));
                })
                .forEach(found -> found.ifPresent(rows::add));
        if (tenants >= share.limit() && last[0] > 0) {
            turns.was(lane, lastTenant);
        }
    }

    private String moving() {
        if (lane != Lane.EXPRESS) {
            return "moved AS (SELECT 1)";
        }
        // By place: joined by key, the planner fears 500 rows and reads the whole table to find none.
        return "moved AS (UPDATE msg_dispatch AS t SET state = 'READY' WHERE t.ctid = ANY(ARRAY("
                + "SELECT w.ctid FROM msg_dispatch w WHERE w.state = 'WAITING' AND w.due_at <= " + sql.clock()
                + " ORDER BY w.due_at LIMIT " + Due.MOST_MOVED + " FOR NO KEY UPDATE SKIP LOCKED)) RETURNING 1)";
    }

    /** From one tenant to the next: a row of each, and no more, is looked at. */
    private String steps(String name, String bound) {
        String next = "SELECT n.tenant_id FROM msg_dispatch n WHERE n.state = 'READY' AND n.lane = " + Due.code(lane)
                + bound + " AND n.tenant_id > ";
        return "(" + next + (bound.isEmpty() ? ":after" : "''") + " ORDER BY n.tenant_id LIMIT 1) UNION ALL SELECT ("
                + next + "p.tenant_id ORDER BY n.tenant_id LIMIT 1) FROM " + name + " p WHERE p.tenant_id IS NOT NULL";
    }

    /**
     * Rows of a tenant that are due. A planner that knows nothing of the tables, or only that they were empty once, must not
     * find another way. So the lane comes first in the comparison, which only one index begins with; each row is locked
     * where it is found, in the order of that index; and only then are its message and its recipient fetched, by their keys.
     * The outer query asks for no order: to the planner, what was locked has lost the one it was found in.
     */
    private String some(String tenant, String condition, String limit) {
        String index = "(d.lane, d.tenant_id, d.due_at)";
        String of = "(" + Due.code(lane) + ", " + tenant + ", ";
        return "SELECT " + Due.columns(sql) + " FROM (SELECT d.* FROM msg_dispatch d WHERE d.state = 'READY' AND "
                + index
                + " >= " + of + "CAST('-infinity' AS timestamptz)) AND " + index + " <= " + of + sql.clock() + ") AND "
                + Due.inTurn(sql) + condition
                + " ORDER BY d.lane, d.tenant_id, d.due_at, d.message_id FOR NO KEY UPDATE OF d SKIP LOCKED) d"
                + " CROSS JOIN LATERAL (SELECT m.* FROM msg_message m"
                + " WHERE m.tenant_id = d.tenant_id AND m.message_id = d.message_id OFFSET 0) m"
                + " CROSS JOIN LATERAL (SELECT a.* FROM msg_address a"
                + " WHERE a.tenant_id = d.tenant_id AND a.address = m.recipient FOR SHARE OF a SKIP LOCKED) a"
                + " LIMIT " + limit;
    }

    /** What some tenants left of their shares goes to those who used up theirs. */
    private void fill() {
        int left = share.limit() - rows.size();
        if (tenants < 2 || left < 1) {
            return;
        }
        int each = (share.limit() + tenants - 1) / tenants;
        Map<String, Last> lasts = new LinkedHashMap<>();
        for (Due.Read due : rows) {
            String tenant = due.row().key().tenant().value();
            Last before = lasts.get(tenant);
            lasts.put(
                    tenant,
                    new Last(
                            tenant,
                            due.row().dueAt(),
                            due.row().key().message().value(),
                            before == null ? 1 : before.count + 1));
        }
        List<Last> full =
                lasts.values().stream().filter(one -> one.count >= each).toList();
        if (full.isEmpty()) {
            return;
        }
        Rows<Last> ends = Rows.of(full)
                .text("tenant_id", Last::tenant)
                .time("due_at", Last::due)
                .uuid("message_id", Last::message);
        ends.bind(sql.query("SELECT y.* FROM " + ends.source() + " CROSS JOIN LATERAL ("
                        + some("v.tenant_id", " AND (d.due_at, d.message_id) > (v.due_at, v.message_id)", ":each")
                        + ") y LIMIT :left"))
                .bind("each", (left + full.size() - 1) / full.size())
                .bind("left", left)
                .map(rs -> Due.Read.of(rs))
                .forEach(rows::add);
    }

    private record Last(String tenant, @Nullable Instant due, UUID message, int count) {}
}
