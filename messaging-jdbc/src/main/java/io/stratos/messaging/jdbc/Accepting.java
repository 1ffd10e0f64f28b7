package io.stratos.messaging.jdbc;

import io.stratos.messaging.delivery.Decision;
import io.stratos.messaging.exception.IdempotencyConflictException;
import io.stratos.messaging.id.MessageId;
import io.stratos.messaging.id.TenantId;
import io.stratos.messaging.message.Direction;
import io.stratos.messaging.message.Message;
import io.stratos.messaging.message.MessageStatus;
import io.stratos.messaging.spi.store.AcceptResult;
import io.stratos.messaging.spi.store.NewMessage;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Stores messages; inserts and reads, but locks no row that others share. */
final class Accepting {

    private static final Logger LOG = LoggerFactory.getLogger(Accepting.class);

    private Accepting() {}

    static List<AcceptResult> accept(Sql sql, List<NewMessage> messages) {
        if (messages.isEmpty()) {
            return List.of();
        }
        StandIns standIns = standIns(sql, messages);
        List<NewMessage> fresh = new ArrayList<>();
        Set<Key> repeated = new HashSet<>();
        List<Boolean> duplicate = new ArrayList<>(messages.size());
        for (NewMessage message : messages) {
            boolean known = !standIns.admit(message);
            duplicate.add(known);
            if (known) {
                repeated.add(standIns.of(message));
            } else {
                fresh.add(message);
            }
        }
        insert(new Writes(sql), fresh);
        Map<Key, Message> known = messages(sql, repeated);
        Map<Key, Decision> decisions = repeated.isEmpty() ? Map.of() : Decisions.atAccept(sql, repeated);
        List<AcceptResult> results = new ArrayList<>(messages.size());
        for (int i = 0; i < messages.size(); i++) {
            NewMessage message = messages.get(i);
            Key first = standIns.of(message);
            results.add(
                    duplicate.get(i)
                            ? new AcceptResult(found(known.get(first), first), found(decisions.get(first), first), true)
                            : new AcceptResult(message.message(), message.decision(), false));
        }
        return results;
    }

    /**
     * What a batch came to, all of it under keys, whose commit failed: read by the keys.
     *
     * @return for each, the message that stands for it; empty if a key is not known, so that nothing was stored
     */
    static Optional<List<AcceptResult>> accepted(Sql sql, List<NewMessage> messages) {
        NavigableMap<Holder, NewMessage> wanted = wanted(messages);
        Map<Holder, First> firsts = winners(
                sql,
                wanted.keySet(),
                " ORDER BY i.tenant_id, i.idem_key" + sql.dialect().forUpdate("i"));
        if (firsts.size() < wanted.size()) {
            return Optional.empty();
        }
        StandIns standIns = new StandIns(firsts, Set.of());
        Set<Key> keys = messages.stream().map(standIns::of).collect(Collectors.toSet());
        Map<Key, Message> known = messages(sql, keys);
        Map<Key, Decision> decisions = Decisions.atAccept(sql, keys);
        Set<Key> seen = new HashSet<>();
        List<AcceptResult> results = new ArrayList<>(messages.size());
        for (NewMessage message : messages) {
            Key first = standIns.of(message);
            boolean own = first.equals(Key.of(message.message())) && seen.add(first);
            results.add(new AcceptResult(found(known.get(first), first), found(decisions.get(first), first), !own));
        }
        return Optional.of(results);
    }

    private static <T> T found(@Nullable T value, Key key) {
        if (value == null) {
            throw new IllegalStateException("an idempotency key names message " + key.message() + ", which is gone");
        }
        return value;
    }

    /** By one statement; {@return the result, or empty if the condition was not met and nothing was stored} */
    static Optional<AcceptResult> acceptIf(Sql sql, NewMessage message, Writes.Condition condition) {
        return insert(new Writes(sql, condition), List.of(message)) == 0
                ? Optional.empty()
                : Optional.of(new AcceptResult(message.message(), message.decision(), false));
    }

    private static int insert(Writes writes, List<NewMessage> fresh) {
        Sql sql = writes.sql();
        MessageRows.insert(writes, fresh.stream().map(NewMessage::message).toList());
        Decisions.insert(
                writes,
                fresh.stream()
                        .map(m -> new Decisions.Entry(Key.of(m.message()), Decisions.AT_ACCEPT, m.decision()))
                        .toList());
        Rows.of(fresh.stream()
                        .map(NewMessage::message)
                        .filter(Accepting::isToBeSent)
                        .toList())
                .text("tenant_id", m -> m.tenant().value())
                .uuid("message_id", m -> m.id().value())
                .text(
                        "state",
                        m -> (m.scheduledAt().isPresent() ? DispatchRow.State.WAITING : DispatchRow.State.READY).name())
                .time("due_at", m -> m.scheduledAt().orElse(null))
                .computed("due_at", "COALESCE(v.due_at, " + sql.clock() + ")")
                .constant("token", String.valueOf(Decisions.AT_ACCEPT))
                .constant("unit", "0")
                .constant("unit_limit", "0")
                .constant("unit_count", "0")
                .constant("attempts", "0")
                .constant("checks", "0")
                .integer("lane", m -> Due.code(m.lane()))
                .uuid("order_key", DispatchRow::orderKey)
                .insertInto(writes, "msg_dispatch");
        return writes.run();
    }

    private static boolean isToBeSent(Message message) {
        return message.direction() == Direction.OUTBOUND && message.status() == MessageStatus.QUEUED;
    }

    /** {@return those that can be read; one that cannot must not keep the others} */
    static Map<Key, Message> readable(Sql sql, Collection<Key> keys) {
        Map<Key, Message> found = new HashMap<>();
        if (!keys.isEmpty()) {
            select(sql, keys)
                    .map(rs -> readable(rs))
                    .forEach(read -> read.ifPresent(message -> found.put(Key.of(message), message)));
        }
        return found;
    }

    private static Optional<Message> readable(ResultSet rs) throws SQLException {
        try {
            return Optional.of(MessageRows.read(rs));
        } catch (RuntimeException unreadable) {
            LOG.error("message {} cannot be read", Key.read(rs).message(), unreadable);
            return Optional.empty();
        }
    }

    private static Command select(Sql sql, Collection<Key> keys) {
        Rows<Key> rows = Key.rows(keys);
        return rows.bind(sql.query("SELECT " + MessageRows.COLUMNS + " FROM msg_message m JOIN " + rows.source()
                + " ON m.tenant_id = v.tenant_id AND m.message_id = v.message_id" + MessageRows.DISPATCH));
    }

    static Map<Key, Message> messages(Sql sql, Collection<Key> keys) {
        Map<Key, Message> found = new HashMap<>();
        if (!keys.isEmpty()) {
            select(sql, keys).map(rs -> MessageRows.read(rs)).forEach(message -> found.put(Key.of(message), message));
        }
        return found;
    }

    /** Takes the idempotency keys, in one order so that two batches cannot deadlock. */
    private static StandIns standIns(Sql sql, List<NewMessage> messages) {
        NavigableMap<Holder, NewMessage> wanted = wanted(messages);
        int taken = Rows.of(wanted.entrySet())
                .text("tenant_id", e -> e.getKey().tenant.value())
                .text("idem_key", e -> e.getKey().value)
                .uuid("message_id", e -> e.getValue().message().id().value())
                .text("fingerprint", e -> fingerprint(e.getValue()))
                .insertNew(sql, "msg_idempotency", "tenant_id", "idem_key");
        Map<Holder, First> firsts = new HashMap<>();
        wanted.forEach((holder, m) -> firsts.put(holder, new First(m.message().id(), fingerprint(m))));
        Set<Key> stored = new HashSet<>();
        if (taken < wanted.size()) {
            firsts.putAll(winners(sql, wanted.keySet(), ""));
            // The very message that holds a key may be handed in again, after an answer that was lost.
            firsts.forEach((holder, first) -> stored.add(new Key(holder.tenant, first.message)));
            stored.retainAll(messages(sql, stored).keySet());
        }
        return new StandIns(firsts, stored);
    }

    private static NavigableMap<Holder, NewMessage> wanted(List<NewMessage> messages) {
        NavigableMap<Holder, NewMessage> wanted = new TreeMap<>();
        for (NewMessage message : messages) {
            if (message.key() != null) {
                wanted.putIfAbsent(
                        new Holder(message.message().tenant(), message.key().value()), message);
            }
        }
        return wanted;
    }

    private static String fingerprint(NewMessage message) {
        return message.key() == null ? "" : message.key().fingerprint();
    }

    private static Map<Holder, First> winners(Sql sql, Collection<Holder> holders, String locking) {
        Map<Holder, First> winners = new HashMap<>();
        Rows<Holder> rows =
                Rows.of(holders).text("tenant_id", h -> h.tenant.value()).text("idem_key", Holder::value);
        rows.bind(sql.query("SELECT i.tenant_id, i.idem_key, i.message_id, i.fingerprint FROM msg_idempotency i JOIN "
                        + rows.source() + " ON i.tenant_id = v.tenant_id AND i.idem_key = v.idem_key" + locking))
                .map(rs -> Map.entry(
                        new Holder(TenantId.of(rs.getString("tenant_id")), rs.getString("idem_key")),
                        new First(new MessageId(Sql.uuid(rs, "message_id")), rs.getString("fingerprint"))))
                .forEach(entry -> winners.put(entry.getKey(), entry.getValue()));
        return winners;
    }

    private record Holder(TenantId tenant, String value) implements Comparable<Holder> {

        @Override
        public int compareTo(Holder other) {
            int byTenant = tenant.compareTo(other.tenant);
            return byTenant != 0 ? byTenant : value.compareTo(other.value);
        }
    }

    private record First(MessageId message, String fingerprint) {}

    /** For each key, the message that holds it; and those messages that are stored. */
    private record StandIns(Map<Holder, First> firsts, Set<Key> stored) {

        Key of(NewMessage message) {
            Key own = Key.of(message.message());
            NewMessage.IdempotencyKey key = message.key();
            First first = key == null ? null : firsts.get(new Holder(own.tenant(), key.value()));
            if (key == null || first == null) {
                return own;
            }
            if (!first.fingerprint.equals(key.fingerprint())) {
                throw new IdempotencyConflictException(key.value(), first.message.toString());
            }
            return new Key(own.tenant(), first.message);
        }

        /** {@return whether the message is to be stored: it holds its key, if it has one, and is not stored yet} */
        boolean admit(NewMessage message) {
            Key own = Key.of(message.message());
            return of(message).equals(own) && (stored.add(own) || message.key() == null);
        }
    }
}
