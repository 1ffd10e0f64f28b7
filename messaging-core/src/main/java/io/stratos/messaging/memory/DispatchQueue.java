package io.stratos.messaging.memory;

import io.stratos.messaging.id.AttemptId;
import io.stratos.messaging.id.TenantId;
import io.stratos.messaging.message.Lane;
import io.stratos.messaging.message.Message;
import io.stratos.messaging.message.MessageStatus;
import io.stratos.messaging.spi.store.Claim;
import io.stratos.messaging.spi.store.ClaimToken;
import io.stratos.messaging.spi.store.Draw;
import io.stratos.messaging.spi.store.Later;
import io.stratos.messaging.spi.store.Recovered;
import io.stratos.messaging.spi.store.Taking;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;

/** Who may work on which dispatch row: claims, leases, doubts. */
final class DispatchQueue {

    private static final Comparator<DispatchRow> OLDEST_DUE = Comparator.comparing((DispatchRow row) -> row.due)
            .thenComparing(row -> row.message.message().id());
    private static final Comparator<DispatchRow> EARLIER = Comparator.comparing(
                    (DispatchRow row) -> row.message.message().createdAt())
            .thenComparing(row -> row.message.message().id());
    private static final Comparator<DispatchRow> OLDEST_LEASE = Comparator.comparing(row -> row.leasedUntil);

    private final Tables tables;

    /** Whose turn it was last. */
    private final Map<Lane, TenantId> turns = new EnumMap<>(Lane.class);

    DispatchQueue(Tables tables) {
        this.tables = tables;
    }

    List<DispatchRow> due(Taking what) {
        List<DispatchRow> due =
                new ArrayList<>(due(Lane.EXPRESS, what.express(), what.express().limit()));
        int left = what.express().limit() - due.size();
        due.addAll(due(Lane.BULK, what.bulk(), Math.min(left, what.bulk().limit())));
        return due;
    }

    /** One of each tenant in turn, on from where the call before ended. */
    private List<DispatchRow> due(Lane lane, Taking.Share share, int limit) {
        Instant now = tables.now();
        Predicate<DispatchRow> takeable = row -> row.state == DispatchRow.State.READY
                && row.lane() == lane
                && !row.due.isAfter(now)
                && !isHeldBack(row, now);
        NavigableMap<TenantId, Deque<DispatchRow>> queues = new TreeMap<>();
        rows(takeable, OLDEST_DUE, Integer.MAX_VALUE)
                .forEach(row -> queues.computeIfAbsent(row.message.message().tenant(), tenant -> new ArrayDeque<>())
                        .add(row));
        queues.keySet().removeIf(tenant -> !tables.tenants.sends(tenant, share.avoid()));
        Deque<Map.Entry<TenantId, Deque<DispatchRow>>> ring = new ArrayDeque<>();
        TenantId last = turns.get(lane);
        if (last != null) {
            ring.addAll(queues.tailMap(last, false).entrySet());
        }
        ring.addAll((last == null ? queues : queues.headMap(last, true)).entrySet());
        List<DispatchRow> due = new ArrayList<>();
        while (due.size() < limit && !ring.isEmpty()) {
            Map.Entry<TenantId, Deque<DispatchRow>> next = ring.remove();
            due.add(next.getValue().remove());
            turns.put(lane, next.getKey());
            if (!next.getValue().isEmpty()) {
                ring.add(next);
            }
        }
        return due;
    }

    /** Whether it keeps an order and an earlier one of its conversation is not over. */
    private boolean isHeldBack(DispatchRow row, Instant now) {
        return row.keepsOrder()
                && tables.dispatch.values().stream()
                        .anyMatch(other -> other.keepsOrder()
                                && other.isInConversationOf(row)
                                && EARLIER.compare(other, row) < 0
                                && !other.isParked()
                                && other.message
                                        .message()
                                        .scheduledAt()
                                        .filter(now::isBefore)
                                        .isEmpty());
    }

    /** See {@link io.stratos.messaging.spi.store.MessagingStore#dueLater}. */
    Later dueLater(Claim claim, Duration grace) {
        Instant now = tables.now();
        Message asked = claim.message();
        Instant same = null;
        Instant any = null;
        for (DispatchRow row : tables.dispatch.values()) {
            Message message = row.message.message();
            Instant since = row.sinceCreated();
            boolean later = message.tenant().equals(asked.tenant())
                    && message.conversation().equals(asked.conversation())
                    && row.isLate(now, grace)
                    && (since.isAfter(claim.due())
                            || (since.equals(claim.due()) && message.id().compareTo(asked.id()) > 0));
            if (later && isAboutTheSame(message, asked)) {
                same = same == null || since.isAfter(same) ? since : same;
            }
            if (later && !row.keepsOrder()) {
                any = any == null || since.isAfter(any) ? since : any;
            }
        }
        return new Later(same, any);
    }

    private static boolean isAboutTheSame(Message one, Message other) {
        return one.businessKey().equals(other.businessKey())
                && (one.businessKey().isPresent() || one.purpose() == other.purpose());
    }

    int release(Collection<ClaimToken> claims) {
        Instant now = tables.now();
        int released = 0;
        for (ClaimToken claim : claims) {
            DispatchRow row = tables.dispatch(claim.tenant(), claim.message());
            if (row != null && row.state == DispatchRow.State.CLAIMED && row.isHeldBy(claim)) {
                row.deferred(now, row.owed);
                released++;
            }
        }
        return released;
    }

    int lookAgain(TenantId tenant, Set<Draw.Scope> limits) {
        Instant now = tables.now();
        List<DispatchRow> waiting = tables.dispatch.values().stream()
                .filter(row -> row.message.message().tenant().equals(tenant) && row.waitsFor(limits))
                .toList();
        waiting.forEach(row -> row.looksAgain(now));
        return waiting.size();
    }

    Recovered recover(int limit, Duration lease) {
        Instant now = tables.now();
        int released = 0;
        int doubted = 0;
        for (DispatchRow row : rows(row -> isExpired(row, now), OLDEST_LEASE, limit)) {
            if (row.state == DispatchRow.State.CLAIMED) {
                row.deferred(row.due, row.owed);
                released++;
            } else {
                doubt(row, now);
                doubted++;
            }
        }
        List<Recovered.Doubt> due = new ArrayList<>();
        Predicate<DispatchRow> dueDoubt = row -> row.state == DispatchRow.State.IN_DOUBT && !row.due.isAfter(now);
        for (DispatchRow row : rows(dueDoubt, OLDEST_DUE, limit)) {
            due.add(take(row, now, lease));
        }
        return new Recovered(released, doubted, due);
    }

    private void doubt(DispatchRow row, Instant now) {
        attemptOf(row).raise(MessageStatus.IN_DOUBT);
        row.message.raise(MessageStatus.IN_DOUBT, now);
        row.doubtful(now);
    }

    private Recovered.Doubt take(DispatchRow row, Instant now, Duration lease) {
        Message message = row.message.message();
        int checks = row.lookedInto(now, lease);
        return new Recovered.Doubt(row.raisedToken(), message, attemptOf(row).attempt(), row.unitLimit(), checks);
    }

    private AttemptRow attemptOf(DispatchRow row) {
        AttemptId id = Objects.requireNonNull(row.attempt);
        return Objects.requireNonNull(row.message.attempt(id));
    }

    private static boolean isExpired(DispatchRow row, Instant now) {
        return (row.state == DispatchRow.State.CLAIMED || row.state == DispatchRow.State.SENDING)
                && !row.leasedUntil.isAfter(now);
    }

    private List<DispatchRow> rows(Predicate<DispatchRow> wanted, Comparator<DispatchRow> order, int limit) {
        return tables.dispatch.values().stream()
                .filter(wanted)
                .sorted(order)
                .limit(limit)
                .toList();
    }
}
