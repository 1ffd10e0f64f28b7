package io.stratos.messaging.sim;

import static org.assertj.core.api.Assertions.assertThat;

import io.stratos.messaging.sim.Step.Act;
import io.stratos.messaging.sim.Step.Kind;
import io.stratos.messaging.sim.Step.Trouble;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Opt-outs, by text and by the host, that commit while a message to that contact is due, claimed, intended or in flight on
 * another node, at every boundary that node crosses. Each run ends with every invariant.
 */
class RacingOptOutsTest {

    private static final int ROUNDS = 30;
    private static final int MANY = 3_000;
    private static final int MANY_MORE = 100_000;
    private static final List<String> WHERE = List.of(
            "before take",
            "after take",
            "before intent",
            "after intent",
            "before the request",
            "after the request",
            "before settle",
            "after settle",
            "before recover");

    @Test
    void manyOptOuts_againstSends_noRequestFollowsTheCommit() {
        race(1, Integer.getInteger("simulation.races", MANY));
    }

    @Test
    @Tag("simulation-long")
    void hundredThousandOptOuts_againstSends_noRequestFollowsTheCommit() {
        race(1_000_000, Integer.getInteger("simulation.races", MANY_MORE));
    }

    private static void race(long firstSeed, int wanted) {
        long begun = System.nanoTime();
        int raced = 0;
        int first = 0;
        int between = 0;
        int inFlight = 0;
        int after = 0;
        int worlds = 0;
        for (long seed = firstSeed; raced < wanted; seed++) {
            if (seed % 3 == 0) {
                continue; // Limits would slow down what races.
            }
            Races races = run(seed);
            raced += races.raced;
            first += races.first;
            between += races.between;
            inFlight += races.inFlight;
            after += races.after;
            worlds++;
        }
        System.out.printf(
                Locale.ROOT,
                "race: %d opt-outs against sends in %d runs, %.1f s: %d committed before the intent, %d while a request was"
                        + " intended or on its way; requests written after an opt-out's commit whose intent came before it"
                        + " %d, whose intent did not %d%n",
                raced,
                worlds,
                (System.nanoTime() - begun) / 1e9,
                first,
                between,
                inFlight,
                after);
        assertThat(after).as("requests whose intent followed the opt-out").isZero();
        assertThat(first).as("opt-outs that came before the intent").isGreaterThan(wanted / 10);
        assertThat(between).as("opt-outs that came after it").isGreaterThan(wanted / 10);
        assertThat(inFlight).as("requests that nobody could call back").isPositive();
    }

    private static Races run(long seed) {
        Simulation simulation = SimulationTest.simulation(seed);
        List<Step> plan = plan(new SplittableRandom(seed * 7919));
        World world = simulation.world();
        try {
            Simulation.run(world, plan);
        } catch (AssertionError | RuntimeException failed) {
            simulation.orExplain(plan);
            throw failed;
        }
        return world.races;
    }

    private static List<Step> plan(SplittableRandom random) {
        List<Step> plan = new ArrayList<>();
        for (int i = 0; i < ROUNDS; i++) {
            plan.add(new Step(Kind.RACE, random.nextLong(), List.of()));
            String where = WHERE.get(random.nextInt(WHERE.size()));
            Step contest = new Step(Kind.CONTEST, random.nextLong(), List.of());
            long millis = random.nextInt(4) == 0 ? random.nextInt(90_000) : random.nextInt(2_500);
            plan.add(new Step(
                    Kind.WORK,
                    random.nextLong(),
                    List.of(new Trouble(where, random.nextInt(2), Act.PAUSE, millis, List.of(contest)))));
            plan.add(new Step(Kind.CONTEST, random.nextLong(), List.of()));
            plan.add(new Step(Kind.WORK, random.nextLong(), List.of()));
        }
        return plan;
    }
}
