package io.stratos.messaging.internal.dispatch;

import io.stratos.messaging.delivery.AccountHealth.State;
import io.stratos.messaging.delivery.Outcome;
import io.stratos.messaging.delivery.Refusal;
import io.stratos.messaging.internal.machine.Machine;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Whether requests through one provider account make sense. Closed, it lets all through; open, none; half open, one at a
 * time, until two in a row went well.
 *
 * <p>A request that came to nothing, or whose fate nobody knows, is a failure; an answer about this recipient, sender or
 * text is none: the account works. Time passes as the clock or the machine's own says, whichever is further: the one may be
 * set back, the other stands still in a test. Not safe for use by several threads; {@link Accounts} guards it.
 */
final class Breaker {

    /** Asked again while a probe is on its way, or where there was no room. */
    static final Duration SOON = Duration.ofSeconds(1);

    static final Duration SHORTEST = Duration.ofSeconds(5);
    static final Duration LONGEST = Duration.ofMinutes(5);

    /** Each probe of an account that is refused costs a message: it fails with the provider's code. */
    static final Duration REFUSED = Duration.ofMinutes(1);

    private static final Duration LONGEST_REST = Duration.ofHours(1);
    private static final int WINDOW = 20;
    private static final int FEWEST_FAILURES = 5;
    private static final Duration FORGOTTEN_AFTER = Duration.ofMinutes(2);
    private static final int PROBES_TO_CLOSE = 2;

    private record Moment(Instant at, long nanos) {}

    private record Ended(Moment when, boolean failed) {}

    /**
     * Why nothing may go now.
     *
     * @param left how long at least
     * @param state how the account stands
     * @param why one clause for people
     */
    record Wait(Duration left, State state, String why) {

        /** {@return whether it may be over any moment, so that it is not worth writing down} */
        boolean isBrief() {
            return state == State.HALF_OPEN;
        }
    }

    private final Machine machine;
    private final Duration probeLostAfter;
    private final ArrayDeque<Ended> window = new ArrayDeque<>();

    /** Null while closed. */
    private @Nullable State state;

    private String why = "";
    private Moment changed;
    private Duration openFor = Duration.ZERO;
    private int doublings;
    private int goodProbes;
    private boolean probing;
    private Moment probed;
    private Moment rested;
    private Duration restsFor = Duration.ZERO;

    /**
     * A closed one.
     *
     * @param machine clocks and chance
     * @param probeLostAfter after how long a probe that did not come back is given up
     */
    Breaker(Machine machine, Duration probeLostAfter) {
        this.machine = machine;
        this.probeLostAfter = probeLostAfter;
        this.changed = now();
        this.probed = changed;
        this.rested = changed;
    }

    /** {@return why nothing may go now; empty if something may} Changes nothing. */
    Optional<Wait> standing() {
        if (state == null && restsFor.isZero()) {
            return Optional.empty();
        }
        Duration rest = restsFor.minus(passed(rested));
        if (isPositive(rest)) {
            return Optional.of(new Wait(rest, State.RESTING, "the provider asked to wait: too many requests"));
        }
        Duration closed = openFor.minus(passed(changed));
        if (state == State.OPEN && isPositive(closed)) {
            return Optional.of(new Wait(closed, State.OPEN, why));
        }
        if (state == State.HALF_OPEN && probing && passed(probed).compareTo(probeLostAfter) < 0) {
            return Optional.of(new Wait(SOON, State.HALF_OPEN, "one request finds out whether it works again; " + why));
        }
        return Optional.empty();
    }

    /** {@return whether all that may go may go at once; else one} */
    boolean isClosed() {
        return state == null;
    }

    /** {@return when it came into its state, for people} */
    Instant since() {
        return (state == null ? rested : changed).at();
    }

    /**
     * {@return whether a request that goes now is a probe} Asked once for each request that {@link #standing} had nothing
     * against.
     */
    boolean begin() {
        if (state == null) {
            return false;
        }
        if (state == State.OPEN) {
            become(State.HALF_OPEN, why);
            goodProbes = 0;
        }
        probing = true;
        probed = now();
        return true;
    }

    /** A request that was begun will not be written, or nobody will say what came of it. */
    void given(boolean probe) {
        if (probe) {
            probing = false;
        }
    }

    /** What came of a request. */
    void ended(boolean probe, Outcome outcome) {
        given(probe);
        if (outcome instanceof Outcome.NotSent notSent && notSent.retryAfter() != null) {
            rest(notSent.retryAfter());
        } else if (state == State.HALF_OPEN && probe) {
            probed(outcome);
        } else if (state == null) {
            count(outcome);
        }
        // Else it was on its way before the breaker opened, and says nothing new.
    }

    private void rest(Duration asked) {
        Duration bounded = asked.compareTo(LONGEST_REST) < 0 ? asked : LONGEST_REST;
        Duration left = restsFor.minus(passed(rested));
        if (!isPositive(left)) {
            rested = now();
            restsFor = bounded;
        } else if (bounded.compareTo(left) > 0) {
            restsFor = passed(rested).plus(bounded);
        }
    }

    private void probed(Outcome outcome) {
        if (isFailure(outcome)) {
            open(outcome, what(outcome));
        } else if (++goodProbes == PROBES_TO_CLOSE) {
            window.clear();
            become(null, "");
        }
    }

    private void count(Outcome outcome) {
        window.addLast(new Ended(now(), isFailure(outcome)));
        while (window.size() > WINDOW || passed(window.getFirst().when()).compareTo(FORGOTTEN_AFTER) > 0) {
            window.removeFirst();
        }
        int failures = (int) window.stream().filter(Ended::failed).count();
        if (isRefusal(outcome)) {
            open(outcome, what(outcome));
        } else if (isFailure(outcome) && failures >= FEWEST_FAILURES && 2 * failures >= window.size()) {
            open(
                    outcome,
                    failures + " of the last " + window.size() + " requests came to nothing, lastly: " + what(outcome));
        }
    }

    private void open(Outcome outcome, String reason) {
        boolean calm = state == null && passed(changed).compareTo(LONGEST) >= 0;
        doublings = calm || openFor.isZero() ? 0 : doublings + 1;
        Duration grown = SHORTEST.multipliedBy(1L << Math.min(doublings, 10));
        Duration least = isRefusal(outcome) ? max(grown, REFUSED) : grown;
        Duration bounded = least.compareTo(LONGEST) < 0 ? least : LONGEST;
        // Between four and five fifths: nodes that saw the same do not come back at the same moment.
        openFor = bounded.minusMillis(machine.jitter().nextLong(bounded.toMillis() / 5 + 1));
        become(State.OPEN, reason);
    }

    private void become(@Nullable State next, String reason) {
        state = next;
        why = reason;
        changed = now();
        probing = false;
    }

    private Moment now() {
        return new Moment(machine.clock().instant(), machine.nanos().getAsLong());
    }

    private Duration passed(Moment since) {
        Moment now = now();
        return max(Duration.between(since.at(), now.at()), Duration.ofNanos(now.nanos() - since.nanos()));
    }

    private static boolean isPositive(Duration left) {
        return !left.isNegative() && !left.isZero();
    }

    private static Duration max(Duration one, Duration other) {
        return one.compareTo(other) > 0 ? one : other;
    }

    private static boolean isRefusal(Outcome outcome) {
        return outcome instanceof Outcome.Refused refused && refused.refusal() == Refusal.ACCOUNT;
    }

    private static boolean isFailure(Outcome outcome) {
        return outcome instanceof Outcome.NotSent || outcome instanceof Outcome.InDoubt || isRefusal(outcome);
    }

    /** A refusal without the provider's own words, which may name a number. */
    private static String what(Outcome outcome) {
        if (outcome instanceof Outcome.Refused refused) {
            return "the provider refuses the account, code " + refused.code();
        }
        return outcome instanceof Outcome.NotSent notSent ? notSent.reason() : ((Outcome.InDoubt) outcome).reason();
    }
}
