package io.stratos.messaging.spi.store;

import io.stratos.messaging.spi.store.IntentDecision.Defer;
import io.stratos.messaging.spi.store.IntentDecision.Proceed;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Grants the draws of one batch, one claim after the other. For stores:
 *
 * <ol>
 *   <li>ask the gate about the whole batch; if {@link #keys} is empty, no limit is concerned and nothing more is to be done;
 *   <li>make sure that a row exists for each key, lock the rows in the order of the keys, after every other lock of the
 *       transaction, read their texts and, once they are locked, the clock: it dates the attempts that are granted;
 *   <li>replace each decision by {@link #grant}'s, in the order of the batch;
 *   <li>write {@link #changed()} in the same transaction as what was decided.
 * </ol>
 *
 * <p>Not safe for use by several threads.
 */
public final class Tallies {

    private final Map<Draw.Key, String> stored;
    private final Instant now;
    private final Map<Draw.Key, Tally> current = new HashMap<>();
    private final SortedMap<Draw.Key, Tally> changed = new TreeMap<>();

    /**
     * The tallies of a batch.
     *
     * @param stored the texts of the locked rows
     * @param now what time it is, read after they were locked
     */
    public Tallies(Map<Draw.Key, String> stored, Instant now) {
        this.stored = stored;
        this.now = now;
    }

    /**
     * The rows that a batch needs.
     *
     * @param asked what the gate said of each claim
     * @return their keys in the order to lock them; mostly none
     */
    public static SortedSet<Draw.Key> keys(Collection<IntentResult> asked) {
        SortedSet<Draw.Key> keys = new TreeSet<>();
        for (IntentResult result : asked) {
            if (result.decision() instanceof Proceed proceed) {
                proceed.draws().forEach(draw -> keys.add(draw.key()));
            }
        }
        return keys;
    }

    /**
     * Uses up all of what a claim draws, or nothing.
     *
     * @param gate says what becomes of a claim for which there is no room
     * @param asked a claim and what the gate decided about it
     * @return what to commit; the same where it draws nothing
     */
    public IntentResult grant(SendGate gate, IntentResult asked) {
        return asked.decision() instanceof Proceed proceed && !proceed.draws().isEmpty()
                ? new IntentResult(asked.intent(), grant(gate, asked.intent().claim(), proceed))
                : asked;
    }

    private IntentDecision grant(SendGate gate, Claim claim, Proceed proceed) {
        Draw over = null;
        Instant from = now;
        List<Crossing> crossings = new ArrayList<>();
        for (Draw draw : proceed.draws()) {
            Instant refusal = tally(draw).refusal(draw, now);
            if (refusal != null) {
                tell(draw, true, crossings);
                if (over == null || refusal.isAfter(from)) {
                    over = draw;
                    from = refusal;
                }
            }
        }
        if (over == null) {
            for (Draw draw : proceed.draws()) {
                change(draw, tally(draw).take(draw, now));
                tell(draw, false, crossings);
            }
            return crossings.isEmpty() ? proceed : with(proceed, crossings);
        }
        change(over, tally(over).promise(over, from, now));
        IntentDecision waits = gate.overLimit(claim, proceed, over, from);
        return waits instanceof Defer defer && !crossings.isEmpty()
                ? new Defer(defer.decision(), defer.until(), defer.waitsFor(), crossings)
                : waits;
    }

    private static Proceed with(Proceed plan, List<Crossing> crossings) {
        return new Proceed(
                plan.decision(),
                plan.route(),
                plan.unitLimit(),
                plan.unitCount(),
                plan.draws(),
                crossings,
                plan.latest());
    }

    private void tell(Draw draw, boolean refused, List<Crossing> crossings) {
        Tally tally = tally(draw);
        List<Integer> untold = tally.untold(draw, refused, now);
        if (!untold.isEmpty()) {
            Instant since = draw.period().begins(draw.period().firstDay(now));
            long used = tally.used(draw.period(), now);
            untold.forEach(percent -> crossings.add(new Crossing(draw, percent, used, since)));
            change(draw, tally.told(draw, untold, now));
        }
    }

    private Tally tally(Draw draw) {
        return current.computeIfAbsent(draw.key(), key -> Tally.of(stored.get(key), draw.period()));
    }

    private void change(Draw draw, Tally tally) {
        current.put(draw.key(), tally);
        changed.put(draw.key(), tally);
    }

    /** {@return the texts to write, by key} */
    public SortedMap<Draw.Key, String> changed() {
        SortedMap<Draw.Key, String> texts = new TreeMap<>();
        changed.forEach((key, tally) -> texts.put(key, tally.text()));
        return texts;
    }

    /** {@return what time it is, by which everything is granted} */
    public Instant now() {
        return now;
    }
}
