package io.stratos.messaging.jdbc;

import io.stratos.messaging.id.AttemptId;
import io.stratos.messaging.message.Message;
import io.stratos.messaging.message.MessageStatus;
import io.stratos.messaging.spi.store.ClaimToken;
import io.stratos.messaging.spi.store.Recovered;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Finds what workers left behind, see {@link io.stratos.messaging.spi.store.MessagingStore#recover}. */
final class Recovering {

    private Recovering() {}

    static Recovered recover(Sql sql, int limit, Duration lease) {
        int released = release(sql, limit);
        int doubted = released < limit ? doubt(sql, limit - released) : 0;
        return new Recovered(released, doubted, look(sql, limit, lease));
    }

    private static List<DispatchRow> expired(Sql sql, DispatchRow.State state, int limit) {
        return sql.query("SELECT " + DispatchRow.COLUMNS + " FROM msg_dispatch d WHERE d.state = '" + state
                        + "' AND d.due_at <= " + sql.clock()
                        + " ORDER BY d.state, d.due_at FETCH FIRST :limit ROWS ONLY"
                        + sql.dialect().forUpdate("d") + " SKIP LOCKED")
                .bind("limit", limit)
                .map(rs -> DispatchRow.read(rs))
                .list();
    }

    private static int release(Sql sql, int limit) {
        List<DispatchRow> rows = expired(sql, DispatchRow.State.CLAIMED, limit);
        if (!rows.isEmpty()) {
            Instant now = sql.now();
            rows.forEach(row -> row.giveBack(now));
            Writes writes = new Writes(sql);
            DispatchRow.write(writes, rows);
            writes.run();
        }
        return rows.size();
    }

    private static int doubt(Sql sql, int limit) {
        List<DispatchRow> rows = expired(sql, DispatchRow.State.SENDING, limit);
        if (rows.isEmpty()) {
            return 0;
        }
        Workbench bench = Workbench.of(sql, rows.stream().map(DispatchRow::key).toList(), rows);
        for (DispatchRow row : rows) {
            row.doubt(bench.now());
            AttemptRow attempt = row.attempt() == null ? null : bench.attempt(row.key(), row.attempt());
            if (attempt != null) {
                attempt.raise(MessageStatus.IN_DOUBT);
            }
            ProgressRow message = bench.message(row.key());
            if (message != null) {
                message.raise(MessageStatus.IN_DOUBT, bench.now());
            }
        }
        bench.writeBack();
        return rows.size();
    }

    private static List<Recovered.Doubt> look(Sql sql, int limit, Duration lease) {
        List<DispatchRow> rows = expired(sql, DispatchRow.State.IN_DOUBT, limit);
        if (rows.isEmpty()) {
            return List.of();
        }
        Instant leaseEnd = sql.now().plus(lease);
        rows.forEach(row -> row.look(leaseEnd));
        Writes writes = new Writes(sql);
        DispatchRow.write(writes, rows);
        writes.run();
        List<Key> keys = rows.stream().map(DispatchRow::key).toList();
        Map<Key, Message> messages = Accepting.readable(sql, keys);
        Map<AttemptId, AttemptRow> attempts = new HashMap<>();
        AttemptRow.of(sql, keys).forEach(attempt -> attempts.put(attempt.id(), attempt));
        List<Recovered.Doubt> doubts = new ArrayList<>();
        for (DispatchRow row : rows) {
            Message message = messages.get(row.key());
            AttemptRow attempt = row.attempt() == null ? null : attempts.get(row.attempt());
            if (message != null && attempt != null) {
                doubts.add(new Recovered.Doubt(
                        new ClaimToken(row.key().tenant(), row.key().message(), row.token()),
                        message,
                        attempt.toAttempt(),
                        row.unitLimit(),
                        row.checks() - 1));
            }
        }
        return doubts;
    }
}
