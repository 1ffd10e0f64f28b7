package io.stratos.messaging.jdbc;

import io.stratos.messaging.delivery.Decision;
import io.stratos.messaging.delivery.Ruling;
import io.stratos.messaging.delivery.Verdict;
import io.stratos.messaging.message.MessageStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Messages whose row cannot be read any more, such as one with an address that a later release of the libraries does not
 * take for one: tried again by themselves, later each time, and then ended.
 */
final class Unreadable {

    private static final Logger LOG = LoggerFactory.getLogger(Unreadable.class);
    private static final int MOST = 5;

    private Unreadable() {}

    /** For rows that are locked by this transaction. */
    static void setAside(Sql sql, List<Due.Read> failures) {
        if (failures.isEmpty()) {
            return;
        }
        Instant now = sql.now();
        List<DispatchRow> rows = failures.stream().map(Due.Read::row).toList();
        Map<Key, ProgressRow> messages = new HashMap<>();
        ProgressRow.of(sql, rows.stream().map(DispatchRow::key).toList())
                .forEach(message -> messages.put(message.key(), message));
        List<Decisions.Entry> decisions = new ArrayList<>();
        for (Due.Read unreadable : failures) {
            DispatchRow row = unreadable.row();
            int times = row.checks() + 1;
            LOG.error(
                    "message {} cannot be read, time {} of {}", row.key().message(), times, MOST, unreadable.failure());
            if (times < MOST) {
                row.setAside(now.plus(Duration.ofSeconds(2).multipliedBy(1L << (2 * times))));
                continue;
            }
            long token = row.raiseToken();
            row.end();
            ProgressRow message = messages.get(row.key());
            if (message != null) {
                message.raise(MessageStatus.FAILED, now);
            }
            Verdict over = Verdict.of("error", Ruling.BLOCK, "its row could not be read " + MOST + " times");
            decisions.add(new Decisions.Entry(row.key(), token, new Decision(now, Decision.Stage.SEND, List.of(over))));
        }
        Writes writes = new Writes(sql);
        ProgressRow.write(writes, messages.values());
        DispatchRow.write(writes, rows);
        Decisions.insert(writes, decisions);
        writes.run();
    }
}
