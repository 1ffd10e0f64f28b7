package io.stratos.messaging.jdbc;

import io.stratos.messaging.delivery.Outcome;
import io.stratos.messaging.id.AttemptId;
import io.stratos.messaging.message.MessageStatus;
import io.stratos.messaging.spi.store.Settlement;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * What nearly all settlements say: the provider took the only unit of a message that is on its way. One statement reads,
 * judges and writes all of them; of any other it touches nothing.
 *
 * <p>It begins with the dispatch rows, locked in one order, and leaves out those whose provider's id somebody has named
 * before: where a receipt has, the receipt must be followed as well, which is the general way's work. Messages and
 * attempts need no locks of their own, as who changes them holds the dispatch row; what a receipt has made of them since
 * the statement began is seen, because PostgreSQL judges a row that changed meanwhile by its newest version.
 */
final class Accepted {

    /** A condition: that the provider took it is news to a row {@code t}. */
    private static final String IS_NEWS = Arrays.stream(MessageStatus.values())
            .filter(status -> status.after(MessageStatus.SENT) != status)
            .map(status -> "'" + status + "'")
            .collect(Collectors.joining(", ", "t.status IN (", ")"));

    private static final String STATUS =
            "CASE WHEN " + IS_NEWS + " THEN '" + MessageStatus.SENT + "' ELSE t.status END";

    private static final String UNIQUE_VIOLATION = "23505";

    private Accepted() {}

    /**
     * Writes what it can.
     *
     * @return the places in the list of those of which all was written
     * @throws Transactions.Overtaken if somebody has named one of the providers' ids meanwhile
     */
    static BitSet settle(Sql sql, List<Settlement> settlements) {
        List<Integer> places = places(settlements);
        BitSet written = new BitSet();
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
                .text("provider_message_id", place -> id(settlements.get(place)))
                .text("outcome", place -> Outcomes.write(settlements.get(place).outcome()));
        rows.share();
        try {
            rows.bind(sql.query(text(sql, rows))).map(rs -> rs.getInt("place")).forEach(place -> written.set(place));
        } catch (Failures.Failed e) {
            if (UNIQUE_VIOLATION.equals(e.failure().getSQLState())) {
                throw new Transactions.Overtaken("a message became known to a receipt");
            }
            throw e;
        }
        return written;
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
                .toList();
    }

    private static boolean isPlain(Settlement settlement) {
        return settlement.outcome() instanceof Outcome.Accepted && settlement.next() instanceof Settlement.Next.Advance;
    }

    private static String id(Settlement settlement) {
        return ((Outcome.Accepted) settlement.outcome()).providerMessageId();
    }

    private static String text(Sql sql, Rows<?> rows) {
        return "WITH held AS MATERIALIZED (" + held(rows) + "), named AS ("
                + "INSERT INTO msg_provider_message (provider, account, provider_message_id, tenant_id, message_id,"
                + " attempt_id) SELECT h.provider, h.account, h.provider_message_id, h.tenant_id, h.message_id,"
                // In one order: a batch of receipts may be putting the same ids there.
                + " h.attempt_id FROM held h ORDER BY h.provider COLLATE \"C\", h.account COLLATE \"C\","
                + " h.provider_message_id COLLATE \"C\"), attempts AS ("
                + "UPDATE msg_attempt AS t SET status = " + STATUS + ", outcome = h.outcome,"
                + " provider_message_id = COALESCE(t.provider_message_id, h.provider_message_id) FROM held h"
                + " WHERE t.tenant_id = h.tenant_id AND t.message_id = h.message_id AND t.token = h.token), messages AS ("
                + "UPDATE msg_message AS t SET status = " + STATUS + ", sender = h.sender, unit_count = 1,"
                + " sent_at = CASE WHEN " + IS_NEWS + " THEN COALESCE(t.sent_at, " + sql.clock()
                + ") ELSE t.sent_at END FROM held h"
                + " WHERE t.tenant_id = h.tenant_id AND t.message_id = h.message_id), gone AS ("
                + "DELETE FROM msg_dispatch AS t WHERE t.ctid = ANY(ARRAY(SELECT h.row_place FROM held h)))"
                + " SELECT place FROM held";
    }

    /** Each row is found by its key alone: a planner that knows nothing of the tables finds other ways. */
    private static String held(Rows<?> rows) {
        return "SELECT v.*, d.row_place, a.provider, a.account, a.sender FROM (SELECT v.* FROM " + rows.source()
                + " ORDER BY v.tenant_id, v.message_id) v CROSS JOIN LATERAL ("
                + "SELECT d.ctid AS row_place, d.state, d.token, d.attempt_id, d.unit_count FROM msg_dispatch d"
                + " WHERE d.tenant_id = v.tenant_id AND d.message_id = v.message_id OFFSET 0 FOR NO KEY UPDATE OF d) d"
                + " CROSS JOIN LATERAL (SELECT a.provider, a.account, a.sender FROM msg_attempt a"
                + " WHERE a.tenant_id = v.tenant_id AND a.message_id = v.message_id AND a.token = v.token OFFSET 0) a"
                + " WHERE d.state = 'SENDING' AND d.token = v.token AND d.attempt_id = v.attempt_id AND d.unit_count = 1"
                + " AND (SELECT p.provider FROM msg_provider_message p WHERE p.provider = a.provider"
                + " AND p.account = a.account AND p.provider_message_id = v.provider_message_id) IS NULL";
    }
}
