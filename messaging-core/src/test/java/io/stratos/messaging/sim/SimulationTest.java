package io.stratos.messaging.sim;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Many seeds of {@link Simulation}. A failing seed names itself; {@code -Dseed=n} runs it alone and prints its trace,
 * {@code -Dsimulation.seeds=n} runs so many.
 */
class SimulationTest {

    static final int STEPS = 40;
    private static final int SEEDS = 2_000;
    private static final int LONG_SEEDS = 10_000;

    @Test
    void whateverHappensInWhateverOrder_theInvariantsHold() {
        Long only = Long.getLong("seed");
        if (only == null) {
            run(0, Integer.getInteger("simulation.seeds", SEEDS));
            return;
        }
        Simulation simulation = simulation(only);
        simulation.orExplain(Plan.of(only, STEPS));
        simulation.run(Plan.of(only, STEPS)).log.forEach(System.out::println);
    }

    @Test
    @Tag("simulation-long")
    void whateverHappensInManyMoreOrders_theInvariantsHold() {
        run(SEEDS, Integer.getInteger("simulation.seeds", LONG_SEEDS));
    }

    @Test
    void sameSeed_givesTheSameEventsAgain() {
        for (long seed = 0; seed < 50; seed++) {
            List<Step> plan = Plan.of(seed, STEPS);
            assertThat(simulation(seed).run(plan).log)
                    .as("the events of seed %s", seed)
                    .isEqualTo(simulation(seed).run(plan).log);
        }
    }

    private static void run(long first, int seeds) {
        long begun = System.nanoTime();
        LongStream.range(first, first + seeds).forEach(seed -> simulation(seed).orExplain(Plan.of(seed, STEPS)));
        System.out.printf(
                Locale.ROOT,
                "simulation: %d seeds of %d steps, %.1f s, no invariant broken%n",
                seeds,
                STEPS,
                (System.nanoTime() - begun) / 1e9);
    }

    static Simulation simulation(long seed) {
        return new Simulation(seed, MemoryGround::create, Bug::new);
    }
}
