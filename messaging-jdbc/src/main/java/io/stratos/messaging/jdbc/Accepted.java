package io.stratos.messaging.jdbc;

import io.stratos.messaging.delivery.Outcome;
import io.stratos.messaging.id.AttemptId;
import io.stratos.messaging.message.MessageStatus;
import io.stratos.messaging.spi.store.Settlement;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * What nearly all settlements say: the provider took the only unit of a message that is on its way. One statement locks,
 * judges and writes all of them; of any other it touches nothing.
 *
 * <p>It begins with the dispatch rows, locked in one order. Messages and attempts need no locks of their own, as who
 * changes them holds the dispatch row; what a receipt has made of them since the statement began is seen, because
 * PostgreSQL judges a row that changed meanwhile by its newest version.
 */
final class Accepted {

    /** A condition: that the provider took it is news to a row {@code t}. */
    private static final String IS_NEWS = Arrays.stream(MessageStatus.values())
            .filter(status -> status.after(MessageStatus.SENT) != status)
            .map(status -> "'" + status + "'")
            .collect(Collectors.joining(", ", "t.status IN (", ")"));

    private static final String STATUS =
            "CASE WHEN " + IS_NEWS + " THEN '" + MessageStatus.SENT + "' ELSE t.status END";

    private Accepted() {}

    /** Writes what it can; {@return the places in the list of those of which all was written} */
    static BitSet settle(Sql sql, List<Settlement> settlements) {
        BitSet written = new BitSet();
        List<Integer> places = places(settlements);
        if (places.isEmpty()) {
            return written;
        }
        Rows<Integer> rows = Rows.of(places)
                .integer("place", place -> place)
                .text(
                        "tenant_id",
                        place -> settlements.get(place).token().tenant().value())
                .uuid(
                        "message_id",
                        place -> settlements.get(place).token().message().value())
                .number("token", place -> settlements.get(place).token().token())
                .uuid("attempt_id", place -> settlements.get(place).attempt().value())
                .text("provider_message_id", place -> id(settlements.get(place)));
        rows.share();
        int[] named = {0};
        rows.bind(sql.query(text(sql, rows), places.size()))
                .map(rs -> {
                    named[0] = rs.getInt("named");
                    return rs.getInt("place");
                })
                .forEach(place -> written.set(place));
        if (named[0] < written.cardinality()) {
            adopt(sql, written.stream().mapToObj(settlements::get).toList());
        }
        return written;
    }

    /** Receipts have named some of the ids before, and wait for their messages. */
    private static void adopt(Sql sql, List<Settlement> written) {
        Workbench bench = Workbench.lock(
                sql,
                written.stream().map(settlement -> Key.of(settlement.token())).toList());
        NavigableMap<ProviderId, ProviderId.Owner> brought = new TreeMap<>();
        for (Settlement settlement : written) {
            Key key = Key.of(settlement.token());
            AttemptRow attempt = bench.attempt(key, settlement.attempt());
            if (attempt != null) {
                brought.put(
                        new ProviderId(
                                attempt.route().provider(), attempt.route().account(), id(settlement)),
                        new ProviderId.Owner(key, settlement.attempt()));
            }
        }
        ProviderIds.adopt(sql, bench, brought);
        bench.writeBack();
    }

    /** Of several that say the same or bring the same id, the first: the others are judged by what it came to. */
    private static List<Integer> places(List<Settlement> settlements) {
        Set<AttemptId> attempts = new HashSet<>();
        Set<String> ids = new HashSet<>();
        return IntStream.range(0, settlements.size())
                .filter(place -> isPlain(settlements.get(place))
                        && attempts.add(settlements.get(place).attempt())
                        && ids.add(id(settlements.get(place))))
                .boxed()
                .sorted(Comparator.comparing(
                        place -> Key.of(settlements.get(place).token())))
                .toList();
    }

    private static boolean isPlain(Settlement settlement) {
        return settlement.outcome() instanceof Outcome.Accepted && settlement.next() instanceof Settlement.Next.Advance;
    }

    private static String id(Settlement settlement) {
        return ((Outcome.Accepted) settlement.outcome()).providerMessageId();
    }

    private static String text(Sql sql, Rows<?> rows) {
        return "WITH held AS MATERIALIZED (SELECT v.*, p.row_place FROM " + rows.source()
                // Each by its key, whatever the planner believes of the table, and in the order they are handed in.
                + " CROSS JOIN LATERAL (SELECT d.ctid AS row_place FROM msg_dispatch d WHERE d.tenant_id = v.tenant_id"
                + " AND d.message_id = v.message_id AND (d.state = 'SENDING') IS TRUE AND d.token = v.token"
                + " AND d.attempt_id = v.attempt_id AND d.unit_count = 1 FOR NO KEY UPDATE) p), attempts AS ("
                + "UPDATE msg_attempt AS t SET status = " + STATUS + ", outcome = " + Outcomes.ACCEPTED + ","
                + " provider_message_id = COALESCE(t.provider_message_id, h.provider_message_id) FROM held h"
                + " WHERE t.tenant_id = h.tenant_id AND t.message_id = h.message_id AND t.token = h.token RETURNING h.place,"
                + " t.provider, t.account, h.provider_message_id, t.tenant_id, t.message_id, t.attempt_id, t.sender), named AS ("
                // In one order: a batch of receipts may be putting the same ids there.
                + "INSERT INTO msg_provider_message (provider, account, provider_message_id, tenant_id, message_id,"
                + " attempt_id) SELECT a.provider, a.account, a.provider_message_id, a.tenant_id, a.message_id,"
                + " a.attempt_id FROM attempts a ORDER BY a.provider COLLATE \"C\", a.account COLLATE \"C\","
                + " a.provider_message_id COLLATE \"C\""
                + " ON CONFLICT (provider, account, provider_message_id) DO NOTHING RETURNING 1), messages AS ("
                + "UPDATE msg_message AS t SET status = " + STATUS + ", sender = a.sender, unit_count = 1,"
                + " sent_at = CASE WHEN " + IS_NEWS + " THEN COALESCE(t.sent_at, " + sql.clock()
                + ") ELSE t.sent_at END FROM attempts a"
                + " WHERE t.tenant_id = a.tenant_id AND t.message_id = a.message_id), gone AS ("
                + "DELETE FROM msg_dispatch AS t WHERE t.ctid = ANY(ARRAY(SELECT h.row_place FROM held h)))"
                + " SELECT a.place, (SELECT count(*) FROM named) AS named FROM attempts a";
    }
}
