package io.stratos.messaging.jdbc;

import io.stratos.messaging.id.AttemptId;
import io.stratos.messaging.message.MessageStatus;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Some messages with their dispatch rows and attempts, locked, changed in memory and written back in a few statements.
 *
 * <p>Who changes the progress of a message holds its dispatch row, or, once that is gone, the message. Locks are taken
 * in the order addresses, dispatch rows, messages, providers' message ids, and within each by key.
 */
final class Workbench {

    private final Sql sql;
    private final Instant now;
    private final Map<Key, DispatchRow> dispatch = new HashMap<>();
    private final Map<Key, ProgressRow> messages = new LinkedHashMap<>();
    private final Map<Key, List<AttemptRow>> attempts = new HashMap<>();

    private Workbench(Sql sql, Instant now) {
        this.sql = sql;
        this.now = now;
    }

    static Workbench lock(Sql sql, Collection<Key> messages) {
        List<Key> keys = List.copyOf(new TreeSet<>(messages));
        List<DispatchRow> rows = keys.isEmpty() ? List.of() : DispatchRow.lock(sql, keys);
        return of(sql, keys, rows);
    }

    /** For dispatch rows that are locked already. */
    static Workbench of(Sql sql, Collection<Key> keys, List<DispatchRow> locked) {
        Workbench bench = new Workbench(sql, sql.now());
        locked.forEach(row -> bench.dispatch.put(row.key(), row));
        List<Key> guarded = new ArrayList<>();
        List<Key> open = new ArrayList<>();
        keys.forEach(key -> (bench.dispatch.containsKey(key) ? guarded : open).add(key));
        ProgressRow.of(sql, guarded).forEach(row -> bench.messages.put(row.key(), row));
        ProgressRow.lock(sql, open).forEach(row -> bench.messages.put(row.key(), row));
        if (!keys.isEmpty()) {
            AttemptRow.of(sql, keys)
                    .forEach(row -> bench.attempts
                            .computeIfAbsent(row.key(), key -> new ArrayList<>())
                            .add(row));
        }
        bench.learn();
        return bench;
    }

    private void learn() {
        dispatch.forEach((key, row) -> {
            List<AttemptRow> made = attempts.getOrDefault(key, List.of());
            ProgressRow message = messages.get(key);
            if (message != null && !made.isEmpty()) {
                message.learn(row.unitCount(), made.get(made.size() - 1).route());
            }
        });
    }

    /** {@return what time it is, read after the locks were taken} */
    Instant now() {
        return now;
    }

    @Nullable
    DispatchRow dispatch(Key key) {
        return dispatch.get(key);
    }

    @Nullable
    ProgressRow message(Key key) {
        return messages.get(key);
    }

    @Nullable
    AttemptRow attempt(Key key, AttemptId id) {
        for (AttemptRow attempt : attempts.getOrDefault(key, List.of())) {
            if (attempt.id().equals(id)) {
                return attempt;
            }
        }
        return null;
    }

    /** Brings the message's status up to what its attempts say. */
    void follow(Key key) {
        ProgressRow message = messages.get(key);
        if (message != null) {
            message.follow(attempts.getOrDefault(key, List.of()), now);
        }
    }

    /**
     * Moves an attempt and its message up to what the provider reports; a report that the provider had it resolves a
     * doubt about it.
     */
    void report(Key key, AttemptId id, MessageStatus status) {
        AttemptRow attempt = attempt(key, id);
        DispatchRow row = dispatch.get(key);
        ProgressRow message = messages.get(key);
        if (attempt == null || message == null) {
            return;
        }
        attempt.raise(status);
        follow(key);
        boolean provesAcceptance = status.after(MessageStatus.SENT) == status;
        if (row == null || !provesAcceptance) {
            return;
        }
        if (!status.isFailure() && (row.isInDoubt(id) || row.awaitsResend(id))) {
            row.advance(now);
        } else if (status.isFailure() && row.isInDoubt(id)) {
            row.end();
        }
    }

    void writeBack() {
        Writes writes = new Writes(sql);
        List<AttemptRow> all = new ArrayList<>();
        attempts.values().forEach(all::addAll);
        AttemptRow.write(writes, all);
        ProgressRow.write(writes, messages.values());
        DispatchRow.write(writes, dispatch.values());
        writes.run();
    }
}
