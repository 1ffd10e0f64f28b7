package io.stratos.messaging.memory;

import io.stratos.messaging.delivery.Dispatch;
import io.stratos.messaging.id.AttemptId;
import io.stratos.messaging.message.Lane;
import io.stratos.messaging.message.Message;
import io.stratos.messaging.spi.store.Claim;
import io.stratos.messaging.spi.store.ClaimToken;
import io.stratos.messaging.spi.store.Draw;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The dispatch of one message: where in its life it is, and whose turn it is. */
final class DispatchRow {

    /** The states of {@link io.stratos.messaging.spi.store.MessagingStore}. */
    enum State {
        READY,
        CLAIMED,
        SENDING,
        IN_DOUBT
    }

    final MessageRow message;

    State state = State.READY;
    Instant due;
    Instant leasedUntil = Instant.MIN;

    /** Since when it is to go, where {@link #due} does not say so. */
    @Nullable
    Instant owed;

    @Nullable
    AttemptId attempt;

    private long token;
    private int unit;
    private int unitLimit;
    private int attempts;
    private int checks;
    private Draw.@Nullable Scope waitsFor;

    DispatchRow(MessageRow message, Instant due) {
        this.message = message;
        this.due = due;
        this.token = message.lastToken;
    }

    long token() {
        return token;
    }

    boolean keepsOrder() {
        return message.message().handling().isInOrder();
    }

    boolean isInConversationOf(DispatchRow other) {
        Message mine = message.message();
        Message theirs = other.message.message();
        return mine.tenant().equals(theirs.tenant()) && mine.conversation().equals(theirs.conversation());
    }

    /** {@link #since}, but not before the message was there. */
    Instant sinceCreated() {
        Instant created = message.message().createdAt();
        return since().isBefore(created) ? created : since();
    }

    /** Whether it has a time, which is long over, and nothing of it was sent. */
    boolean isLate(Instant now, Duration grace) {
        boolean waits = state == State.CLAIMED || (state == State.READY && !due.isAfter(now));
        return waits
                && unit == 0
                && message.message().scheduledAt().isPresent()
                && sinceCreated().plus(grace).isBefore(now);
    }

    boolean isHeldBy(ClaimToken claim) {
        return token == claim.token();
    }

    ClaimToken raisedToken() {
        token++;
        return new ClaimToken(message.message().tenant(), message.message().id(), token);
    }

    /** What this row would be claimed as; changes nothing. */
    Claim toClaim() {
        Message now = message.message();
        return new Claim(
                new ClaimToken(now.tenant(), now.id(), token + 1),
                now,
                new Claim.Progress(unit, unitLimit, attempts, waitsFor),
                since());
    }

    /** Since when it is to go. */
    Instant since() {
        return owed == null ? due : owed;
    }

    void claimed(Instant until) {
        owed = since();
        state = State.CLAIMED;
        leasedUntil = until;
        token++;
    }

    /** As a trace shows it. */
    Dispatch read() {
        boolean leased = state == State.CLAIMED || state == State.SENDING;
        Instant next = leased ? leasedUntil : due;
        return new Dispatch(
                Dispatch.State.valueOf(state.name()),
                next.equals(Instant.MAX) ? null : next,
                unit,
                attempts,
                state == State.IN_DOUBT ? checks : 0);
    }

    /** Here, and nowhere else, an attempt is counted. */
    void sending(AttemptId id, int limit, Instant until) {
        state = State.SENDING;
        waitsFor = null;
        owed = null;
        attempt = id;
        attempts++;
        unitLimit = unitLimit == 0 ? limit : unitLimit;
        leasedUntil = until;
    }

    /** Whoever gives a claim back leaves the attempt of a resend that was ordered; else there is none. */
    void ready(Instant at) {
        deferred(at, null);
    }

    /** Due later, and to go since another instant, if any. */
    void deferred(Instant at, @Nullable Instant since) {
        attempt = state == State.CLAIMED ? attempt : null;
        state = State.READY;
        due = at;
        owed = since;
        checks = 0;
    }

    /** What was in doubt goes again: in its old place among what is due, but not as something that is late. */
    void again(Instant began, Instant now) {
        deferred(began, now);
    }

    /** No limit has room for it until then. */
    void waits(Draw.Scope limit, Instant until, @Nullable Instant since) {
        waitsFor = limit;
        deferred(until, since);
    }

    boolean waitsFor(Set<Draw.Scope> limits) {
        return state == State.READY && waitsFor != null && limits.contains(waitsFor);
    }

    /** A limit it waited for was changed. */
    void looksAgain(Instant now) {
        waitsFor = null;
        due = now.isBefore(due) ? now : due;
    }

    /** What it waited for, unless that was a limit, its own time or the rest before a resend, may be over. */
    void askAgain(Instant now) {
        boolean itsTime = message.message().scheduledAt().filter(now::isBefore).isEmpty();
        if (state == State.READY && attempt == null && waitsFor == null && itsTime && now.isBefore(due)) {
            due = now;
        }
    }

    /** Whether the host may still change its mind: nothing of the message is with a provider, or may be. */
    boolean isRecallable() {
        return unit == 0 && attempt == null && (state == State.READY || state == State.CLAIMED);
    }

    /** Whoever has claimed it loses it. */
    void moved(Instant to) {
        token++;
        waitsFor = null;
        ready(to);
    }

    /** The same unit again by order of the host; the attempt in doubt stays, until the next one begins. */
    void resent(Instant at) {
        state = State.READY;
        due = at;
        waitsFor = null;
        checks = 0;
        attempts = 0;
    }

    /** Whether a doubt about this attempt may still be resolved: nothing newer has begun. */
    boolean awaitsNewsOf(AttemptId id) {
        return id.equals(attempt) && state != State.SENDING;
    }

    boolean isParked() {
        return state == State.IN_DOUBT && due.equals(Instant.MAX);
    }

    void doubtful(Instant nextCheck) {
        state = State.IN_DOUBT;
        due = nextCheck;
    }

    /** Takes the doubt for one look. Returns how often it was looked into before. */
    int lookedInto(Instant now, Duration lease) {
        due = now.plus(lease);
        return checks++;
    }

    Lane lane() {
        return message.message().lane();
    }

    int unit() {
        return unit;
    }

    int unitLimit() {
        return unitLimit;
    }

    boolean isBeforeFirstIntent() {
        return unitLimit == 0;
    }

    boolean hasNextUnit() {
        return unit + 1 < message.units();
    }

    void nextUnit(Instant now) {
        unit++;
        attempts = 0;
        ready(now);
        attempt = null;
    }
}
