package io.stratos.messaging.jdbc;

import io.stratos.messaging.contact.Address;
import io.stratos.messaging.delivery.Dispatch;
import io.stratos.messaging.id.AttemptId;
import io.stratos.messaging.id.TenantId;
import io.stratos.messaging.message.Message;
import io.stratos.messaging.spi.store.Claim;
import io.stratos.messaging.spi.store.ClaimToken;
import io.stratos.messaging.spi.store.Draw;
import io.stratos.messaging.spi.store.IntentDecision;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A locked row of {@code msg_dispatch}, changed here and written back with others. */
final class DispatchRow {

    static final String COLUMNS = "d.tenant_id, d.message_id, d.state, d.due_at, d.token, d.attempt_id, d.unit,"
            + " d.unit_limit, d.unit_count, d.attempts, d.checks, d.waits_for, d.owed_at";

    /** Holds for rows of the alias {@code d} of which nothing is with a provider, or may be. */
    static final String RECALLABLE =
            "d.state IN ('WAITING', 'READY', 'CLAIMED') AND d.unit = 0 AND d.attempt_id IS NULL";

    /** The states of {@link io.stratos.messaging.spi.store.MessagingStore}. */
    enum State {
        /** READY in the eyes of everybody else, and not due yet when it was written. */
        WAITING,
        READY,
        CLAIMED,
        SENDING,
        IN_DOUBT
    }

    private final Key key;
    private State state;
    private @Nullable Instant dueAt;
    private long token;
    private @Nullable AttemptId attempt;
    private int unit;
    private int unitLimit;
    private int unitCount;
    private int attempts;
    private int checks;
    private Draw.@Nullable Scope waitsFor;
    private @Nullable Instant owedAt;
    private @Nullable Instant owedBefore;
    private boolean changed;
    private boolean waitChanged;
    private boolean gone;

    private DispatchRow(Key key, State state) {
        this.key = key;
        this.state = state;
    }

    static DispatchRow read(ResultSet rs) throws SQLException {
        DispatchRow row = new DispatchRow(Key.read(rs), State.valueOf(rs.getString("state")));
        UUID attempt = Sql.uuidOrNull(rs, "attempt_id");
        row.dueAt = Sql.time(rs, "due_at");
        row.token = rs.getLong("token");
        row.attempt = attempt == null ? null : new AttemptId(attempt);
        row.unit = rs.getInt("unit");
        row.unitLimit = rs.getInt("unit_limit");
        row.unitCount = rs.getInt("unit_count");
        row.attempts = rs.getInt("attempts");
        row.checks = rs.getInt("checks");
        String limit = rs.getString("waits_for");
        row.waitsFor = limit == null ? null : Draw.Scope.valueOf(limit);
        row.owedAt = Sql.time(rs, "owed_at");
        row.owedBefore = row.owedAt;
        return row;
    }

    /** {@return what messages that keep their order among each other have in common; null for all others} */
    static @Nullable UUID orderKey(@Nullable Message message) {
        return message != null && message.handling().isInOrder()
                ? message.conversation().value()
                : null;
    }

    /** Locks the rows that exist, in one order. */
    static List<DispatchRow> lock(Sql sql, Collection<Key> keys) {
        return lock(sql, keys, "", "");
    }

    /** Locks the rows that exist and nobody else has locked. */
    static List<DispatchRow> lockFree(Sql sql, Collection<Key> keys) {
        return lock(sql, keys, "", " SKIP LOCKED");
    }

    /** Locks the rows that can still be taken back or moved; waits for whoever is just deciding about one. */
    static List<DispatchRow> lockRecallable(Sql sql, Collection<Key> keys) {
        return lock(sql, keys, " AND " + RECALLABLE, "");
    }

    private static List<DispatchRow> lock(Sql sql, Collection<Key> keys, String condition, String others) {
        Rows<Key> rows = Key.rows(keys);
        return rows.bind(sql.query("SELECT " + COLUMNS + " FROM msg_dispatch d JOIN " + rows.source()
                        + " ON d.tenant_id = v.tenant_id AND d.message_id = v.message_id" + condition
                        + " ORDER BY d.tenant_id, d.message_id" + sql.dialect().forUpdate("d") + others))
                .map(rs -> read(rs))
                .list();
    }

    /** {@return what is still to be done about a message; null if nothing is} */
    static @Nullable Dispatch dispatch(Sql sql, Key key) {
        return sql.query("SELECT " + COLUMNS + " FROM msg_dispatch d"
                        + " WHERE d.tenant_id = :tenant AND d.message_id = :message")
                .bind("tenant", key.tenant().value())
                .bind("message", key.message().value())
                .map(rs -> read(rs))
                .findOne()
                .map(row -> new Dispatch(
                        row.state == State.WAITING ? Dispatch.State.READY : Dispatch.State.valueOf(row.state.name()),
                        row.dueAt,
                        row.unit,
                        row.attempts,
                        row.state == State.IN_DOUBT ? row.checks : 0))
                .orElse(null);
    }

    /** Few rows are SENDING at any time; the conversation is there for when the planner believes otherwise. */
    static List<AttemptId> underway(Sql sql, TenantId tenant, Address contact) {
        return sql.query("SELECT d.attempt_id FROM msg_dispatch d"
                        + " JOIN msg_message m ON m.tenant_id = d.tenant_id AND m.message_id = d.message_id"
                        + " JOIN msg_address a ON a.tenant_id = m.tenant_id AND a.address = m.recipient"
                        + " AND a.conversation_id = m.conversation_id"
                        + " WHERE d.state = 'SENDING' AND d.due_at > " + sql.clock()
                        + " AND d.tenant_id = :tenant AND a.tenant_id = :tenant AND a.address = :contact")
                .bind("tenant", tenant.value())
                .bind("contact", contact.value())
                .map(rs -> new AttemptId(Sql.uuid(rs, "attempt_id")))
                .list();
    }

    static void write(Writes writes, Collection<DispatchRow> rows) {
        Key.rows(rows.stream().filter(d -> d.gone).map(d -> d.key).toList()).deleteFrom(writes, "msg_dispatch");
        List<DispatchRow> staying =
                rows.stream().filter(d -> d.changed && !d.gone).toList();
        Rows<DispatchRow> changes = Rows.of(staying)
                .text("tenant_id", d -> d.key.tenant().value())
                .uuid("message_id", d -> d.key.message().value())
                .text("state", d -> d.state.name())
                .time("due_at", d -> d.dueAt)
                .number("token", d -> d.token)
                .uuid("attempt_id", d -> d.attempt == null ? null : d.attempt.value())
                .integer("unit", d -> d.unit)
                .integer("unit_limit", d -> d.unitLimit)
                .integer("unit_count", d -> d.unitCount)
                .integer("attempts", d -> d.attempts)
                .integer("checks", d -> d.checks);
        if (staying.stream().anyMatch(d -> d.waitChanged)) {
            changes.text("waits_for", d -> d.waitsFor == null ? null : d.waitsFor.name());
        }
        // Seldom: only what is late, or waits for an answer, has one.
        if (staying.stream().anyMatch(d -> !Objects.equals(d.owedAt, d.owedBefore))) {
            changes.time("owed_at", d -> d.owedAt);
        }
        changes.update(writes, "msg_dispatch", "tenant_id", "message_id");
    }

    Key key() {
        return key;
    }

    long token() {
        return token;
    }

    int unitLimit() {
        return unitLimit;
    }

    /** {@return into how many units the message was cut; 0 before the first intent} */
    int unitCount() {
        return unitCount;
    }

    Claim.Progress progress() {
        return new Claim.Progress(unit, unitLimit, attempts, waitsFor);
    }

    @Nullable
    Instant dueAt() {
        return dueAt;
    }

    int checks() {
        return checks;
    }

    @Nullable
    AttemptId attempt() {
        return attempt;
    }

    boolean isClaimed(ClaimToken claim) {
        return state == State.CLAIMED && token == claim.token();
    }

    boolean isInDoubt(AttemptId of) {
        return !gone && state == State.IN_DOUBT && of.equals(attempt);
    }

    /** {@return whether the claim that made this attempt still holds the row} */
    boolean isHeld(long claimToken, AttemptId of) {
        return !gone && token == claimToken && of.equals(attempt) && (state == State.SENDING || isInDoubt(of));
    }

    /** Takes it up: whoever had it has lost it. */
    void claim(Instant leaseEnd) {
        owedAt = since();
        become(State.CLAIMED, leaseEnd);
        token++;
    }

    /** {@return the proof of the claim that would be next} */
    ClaimToken nextToken() {
        return new ClaimToken(key.tenant(), key.message(), token + 1);
    }

    /** The cut is fixed at the first intent: units that left cannot be cut again. */
    void send(AttemptId next, IntentDecision.Proceed way, Instant leaseEnd) {
        become(State.SENDING, leaseEnd);
        waitsForNothing();
        owedAt = null;
        attempt = next;
        attempts++;
        checks = 0;
        if (unitLimit == 0) {
            unitLimit = way.unitLimit();
            unitCount = way.unitCount();
        }
    }

    int setAside(Instant due) {
        become(State.WAITING, due);
        return ++checks;
    }

    /** Whoever gives a claim back leaves the attempt of a resend that was ordered; else there is none. */
    void ready(Instant now) {
        attempt = state == State.CLAIMED ? attempt : null;
        become(State.READY, now);
        owedAt = null;
    }

    /** Ready, but not before its time. */
    void await(Instant due) {
        defer(due, null);
    }

    /** Due later, and to go since another instant, if any. */
    void defer(Instant due, @Nullable Instant since) {
        attempt = state == State.CLAIMED ? attempt : null;
        become(State.WAITING, due);
        owedAt = since;
    }

    /** What was in doubt goes again: in its old place among what is due, but not as something that is late. */
    void again(Instant began, Instant now) {
        ready(began);
        owedAt = now;
    }

    /** The same unit again by order of the host; the attempt in doubt stays, until the next one begins. */
    void resend(Instant due) {
        become(State.WAITING, due);
        owedAt = null;
        // A limit that is changed must not make it due before its rest is over.
        waitsForNothing();
        token++;
        attempts = 0;
        checks = 0;
    }

    /** {@return whether news of this attempt still counts: the host ordered a resend, and it has not begun} */
    boolean awaitsResend(AttemptId of) {
        boolean begun = state == State.SENDING || state == State.IN_DOUBT;
        return !gone && of.equals(attempt) && !begun;
    }

    /** {@return whether it is in doubt and not looked into any more} */
    boolean isParked() {
        return state == State.IN_DOUBT && dueAt == null;
    }

    /** Fences off whoever had it. */
    long raiseToken() {
        changed = true;
        return ++token;
    }

    /** No limit has room for it until then; it may be to go since another instant. */
    void waits(Draw.@Nullable Scope limit, Instant until, @Nullable Instant since) {
        defer(until, since);
        if (limit != null) {
            waitChanged = limit != waitsFor;
            waitsFor = limit;
        }
    }

    /** Gives a claim back, due at once; it is to go since it was before. */
    void giveBack(Instant now) {
        Instant before = owedAt;
        ready(now);
        owedAt = before;
    }

    /** {@return since when it is to go; null only of a doubt nobody looks into} */
    @Nullable
    Instant since() {
        return owedAt == null ? dueAt : owedAt;
    }

    private void waitsForNothing() {
        waitChanged = waitsFor != null;
        waitsFor = null;
    }

    /** Whoever has claimed it loses it. */
    void move(Instant to) {
        await(to);
        waitsForNothing();
        token++;
    }

    void advance(Instant now) {
        unit++;
        attempts = 0;
        if (unit >= unitCount) {
            end();
        } else {
            ready(now);
            attempt = null;
        }
    }

    void doubt(@Nullable Instant lookAt) {
        become(State.IN_DOUBT, lookAt);
    }

    /** Takes a doubt to look into: fences off whoever had it, and comes back if nothing is heard. */
    void look(Instant leaseEnd) {
        become(State.IN_DOUBT, leaseEnd);
        token++;
        checks++;
    }

    void end() {
        gone = true;
    }

    private void become(State next, @Nullable Instant due) {
        state = next;
        dueAt = due;
        changed = true;
    }
}
