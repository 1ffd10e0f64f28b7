package io.stratos.messaging.jdbc;

import io.stratos.messaging.message.Lane;
import io.stratos.messaging.message.Message;
import io.stratos.messaging.routing.ProviderAccount;
import io.stratos.messaging.spi.store.AddressRecord;
import io.stratos.messaging.spi.store.Taking;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A row that is due, locked together with its recipient's.
 *
 * @param row the row
 * @param message its message
 * @param recipient to whom
 */
record Due(DispatchRow row, Message message, AddressRecord recipient) {

    /** How many rows a pass moves from WAITING to READY at most. */
    static final int MOST_MOVED = 500;

    static final String SOURCE = "msg_dispatch d"
            + " JOIN msg_message m ON m.tenant_id = d.tenant_id AND m.message_id = d.message_id"
            + " JOIN msg_address a ON a.tenant_id = m.tenant_id AND a.address = m.recipient";

    /** What {@link #read} needs of the aliases {@code d}, {@code m} and {@code a}. */
    static String columns(Sql sql) {
        return DispatchRow.COLUMNS + ", " + MessageRows.RESTING + ", " + Addresses.COLUMNS + ", " + sql.clock()
                + " AS db_now";
    }

    /** {@return as a lane is kept} */
    static int code(Lane lane) {
        return lane == Lane.BULK ? 1 : 0;
    }

    /** Holds for rows of the alias {@code d} that are due in a lane. */
    static String isDue(Sql sql, Lane lane) {
        return "d.state = 'READY' AND d.lane = " + code(lane) + " AND d.due_at <= " + sql.clock() + " AND "
                + inTurn(sql);
    }

    /** Holds for rows of the alias {@code d} that keep no order, or whose turn it is. */
    static String inTurn(Sql sql) {
        return "(d.order_key IS NULL OR NOT EXISTS (" + earlier(sql) + "))";
    }

    /**
     * The messages of the same conversation that keep an order, as {@code d} does, come before it and are not over. What
     * another transaction is just taking up still reads as it was, so it holds back as before.
     */
    private static String earlier(Sql sql) {
        return "SELECT 1 FROM msg_dispatch e"
                + " JOIN msg_message em ON em.tenant_id = e.tenant_id AND em.message_id = e.message_id"
                + " JOIN msg_message dm ON dm.tenant_id = d.tenant_id AND dm.message_id = d.message_id"
                + " WHERE e.tenant_id = d.tenant_id AND e.order_key = d.order_key"
                + " AND (em.created_at < dm.created_at OR em.created_at = dm.created_at AND e.message_id < d.message_id)"
                + " AND (e.state <> 'IN_DOUBT' OR e.due_at IS NOT NULL)"
                + " AND (em.scheduled_at IS NULL OR em.scheduled_at <= " + sql.clock() + ")";
    }

    static Due read(ResultSet rs) throws SQLException {
        Message message = MessageRows.read(rs);
        return new Due(DispatchRow.read(rs), message, Addresses.record(rs, message.to()));
    }

    /** {@return what can be read; what cannot is set aside, so that it does not keep the others} */
    static List<Due> readable(Sql sql, List<Read> all) {
        Unreadable.setAside(sql, all.stream().filter(read -> read.due == null).toList());
        return all.stream().flatMap(read -> Stream.ofNullable(read.due)).toList();
    }

    /** A row that is due and locked, and what belongs to it, or why that cannot be read. */
    record Read(
            DispatchRow row, @Nullable Due due, @Nullable RuntimeException failure) {

        static Read of(ResultSet rs) throws SQLException {
            try {
                Due due = Due.read(rs);
                return new Read(due.row, due, null);
            } catch (RuntimeException failure) {
                return new Read(DispatchRow.read(rs), null, failure);
            }
        }
    }

    /** Locks what a pass takes up: EXPRESS first, then of BULK what that leaves; one of each tenant in turn. */
    static List<Due> lock(Sql sql, Taking what, Turns turns) {
        Dialect dialect = sql.dialect();
        Dialect.Found express = dialect.lockDue(sql, Lane.EXPRESS, what.express(), turns);
        List<Due> due = new ArrayList<>(inTurn(express.rows()));
        int left = Math.min(what.express().limit() - due.size(), what.bulk().limit());
        if (left > 0 && express.bulkWaits()) {
            Taking.Share rest = new Taking.Share(left, what.bulk().avoid());
            due.addAll(inTurn(dialect.lockDue(sql, Lane.BULK, rest, turns).rows()));
        }
        return due;
    }

    private static List<Due> inTurn(Collection<Due> rows) {
        Map<Object, Deque<Due>> queues = new LinkedHashMap<>();
        rows.forEach(due -> queues.computeIfAbsent(due.row.key().tenant(), tenant -> new ArrayDeque<>())
                .add(due));
        List<Due> mixed = new ArrayList<>(rows.size());
        while (!queues.isEmpty()) {
            queues.values().forEach(queue -> mixed.add(queue.remove()));
            queues.values().removeIf(Deque::isEmpty);
        }
        return mixed;
    }

    /** Accounts as rows of {@code v}, by the columns {@code provider} and {@code account}. */
    static Rows<ProviderAccount> accounts(Taking.Share share) {
        return Rows.of(share.avoid())
                .text("provider", ProviderAccount::provider)
                .text("account", ProviderAccount::account);
    }

    /**
     * Holds for a tenant that sends, and that has a sender elsewhere than in these accounts, or none at all.
     *
     * @param tenant an expression
     * @param avoid those accounts, to be bound
     */
    static String sends(String tenant, Rows<ProviderAccount> avoid) {
        // Scalar subqueries: as EXISTS the planner joins, and reads all tenants to find a few.
        String active = "(SELECT s.status FROM msg_tenant s WHERE s.tenant_id = " + tenant + ") = 'ACTIVE'";
        if (avoid.size() == 0) {
            return active;
        }
        String senders = "(SELECT s.provider FROM msg_sender s WHERE s.tenant_id = " + tenant;
        return active + " AND (" + senders + " AND NOT EXISTS (SELECT 1 FROM " + avoid.source()
                + " WHERE v.provider = s.provider AND v.account = s.account) FETCH FIRST ROW ONLY) IS NOT NULL OR "
                + senders + " FETCH FIRST ROW ONLY) IS NULL)";
    }
}
