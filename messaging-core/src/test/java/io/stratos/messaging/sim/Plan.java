package io.stratos.messaging.sim;

import io.stratos.messaging.sim.Step.Act;
import io.stratos.messaging.sim.Step.Kind;
import io.stratos.messaging.sim.Step.Trouble;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** What shall happen in one run, drawn from its seed. */
final class Plan {

    private static final List<Kind> MIX = mix(Map.ofEntries(
            Map.entry(Kind.SEND, 4),
            Map.entry(Kind.BATCH, 1),
            Map.entry(Kind.REPEAT, 1),
            Map.entry(Kind.TEXT, 4),
            Map.entry(Kind.RECEIPTS, 3),
            Map.entry(Kind.REDELIVER, 1),
            Map.entry(Kind.CONSENT, 2),
            Map.entry(Kind.DESK, 4),
            Map.entry(Kind.PLACE, 1),
            Map.entry(Kind.SUSPEND, 1),
            Map.entry(Kind.SENDERS, 1),
            Map.entry(Kind.CANCEL, 1),
            Map.entry(Kind.MOVE, 1),
            Map.entry(Kind.WORK, 8),
            Map.entry(Kind.TIME, 3),
            Map.entry(Kind.JUMP, 1),
            Map.entry(Kind.RESTART, 1),
            Map.entry(Kind.MIND, 1)));

    /** What others do while a node stands still, chosen to hurt it. */
    private static final List<Kind> MEANWHILE = mix(Map.ofEntries(
            Map.entry(Kind.WORK, 3),
            Map.entry(Kind.STOP, 2),
            Map.entry(Kind.JUMP, 1),
            Map.entry(Kind.RECEIPTS, 1),
            Map.entry(Kind.DESK, 2),
            Map.entry(Kind.REPEAT, 1),
            Map.entry(Kind.SEND, 1),
            Map.entry(Kind.CANCEL, 1),
            Map.entry(Kind.MOVE, 1),
            Map.entry(Kind.MIND, 1)));

    private static final List<String> WORKING = List.of(
            "recover",
            "the look-up",
            "repeat",
            "take",
            "take",
            "the question",
            "intent",
            "the request",
            "the request",
            "settle");
    private static final List<String> SENDING = List.of("ensureAddress", "accept");
    private static final List<String> RECEIVING = List.of("ensureAddress", "ingest");
    private static final int DEEPEST = 2;

    private Plan() {}

    static List<Step> of(long seed, int count) {
        return steps(new SplittableRandom(scattered(seed)), count, 0);
    }

    /**
     * The generator's states are the multiples of one number, so that seeds which are near, or such multiples, would draw
     * the same plans a few steps apart.
     */
    private static long scattered(long seed) {
        return new SplittableRandom(seed).nextLong();
    }

    private static List<Step> steps(SplittableRandom random, int count, int depth) {
        List<Step> steps = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            List<Kind> mix = depth == 0 ? MIX : MEANWHILE;
            Kind kind = mix.get(random.nextInt(mix.size()));
            steps.add(new Step(kind, random.nextLong(), troubles(random, kind, depth)));
        }
        return steps;
    }

    private static List<Trouble> troubles(SplittableRandom random, Kind kind, int depth) {
        List<Trouble> troubles = new ArrayList<>();
        int most = kind == Kind.WORK ? 2 : 1;
        for (int i = 0; i < most && depth < DEEPEST; i++) {
            if (random.nextInt(100) < (kind == Kind.WORK ? 55 : 15)) {
                troubles.add(trouble(random, kind, depth));
            }
        }
        return List.copyOf(troubles);
    }

    private static Trouble trouble(SplittableRandom random, Kind kind, int depth) {
        List<String> verbs = verbs(kind);
        String where = (random.nextBoolean() ? "before " : "after ") + verbs.get(random.nextInt(verbs.size()));
        int pass = random.nextInt(4) == 0 ? 1 + random.nextInt(2) : 0;
        int drawn = random.nextInt(10);
        if (drawn < 2) {
            return new Trouble(where, pass, Act.CRASH, 0, List.of());
        }
        if (drawn < 4) {
            return new Trouble(where, pass, Act.FAIL, 0, List.of());
        }
        long millis = random.nextBoolean() ? 55_000 + random.nextInt(80_000) : random.nextInt(4_000);
        return new Trouble(where, pass, Act.PAUSE, millis, steps(random, 1 + random.nextInt(3), depth + 1));
    }

    private static List<String> verbs(Kind kind) {
        return switch (kind) {
            case WORK -> WORKING;
            case TEXT, STOP, RECEIPTS, REDELIVER -> RECEIVING;
            case CONSENT, DESK, PLACE -> List.of("ensureAddress", "record");
            default -> SENDING;
        };
    }

    /** In the order of the kinds: a map has none that lasts. */
    private static List<Kind> mix(Map<Kind, Integer> shares) {
        List<Kind> mix = new ArrayList<>();
        for (Kind kind : Kind.values()) {
            mix.addAll(Collections.nCopies(shares.getOrDefault(kind, 0), kind));
        }
        return List.copyOf(mix);
    }
}
