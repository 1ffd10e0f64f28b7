package io.stratos.messaging.sim;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A failing seed is of use only if a person can read what it takes to fail. */
class ShrinkerTest {

    private static final int STEPS = 60;
    private static final int SEEDS = 200;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "consent is read before the lock",
                "what is in doubt is sent again",
                "a text is forgotten after three days",
                "units are sent in another order"
            })
    void failingPlan_isShrunkToAFewSteps_thatFailAlikeEachTime(String bug) {
        for (long seed = 0; seed < SEEDS; seed++) {
            Simulation simulation = new Simulation(
                    seed, MemoryGround::create, PlantedBugTest.bugs().get(bug));
            Throwable failed = simulation.failure(Plan.of(seed, STEPS));
            if (failed == null) {
                continue;
            }
            List<Step> shortest = new Shrinker(simulation).shrink(Plan.of(seed, STEPS), failed);
            assertThat(shortest).as("what is left of seed %s", seed).hasSizeLessThanOrEqualTo(10);
            String once = simulation.failure(shortest).getMessage();
            assertThat(once).startsWith(Shrinker.name(failed));
            assertThat(simulation.failure(shortest)).as("the same plan again").hasMessage(once);
            return;
        }
        throw new AssertionError("no seed caught the planted bug: " + bug);
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 2})
    void neighbouringSeeds_shareNoSteps(long seed) {
        List<Step> plan = Plan.of(seed, STEPS);
        for (long other = seed + 1; other < seed + 200; other++) {
            assertThat(Plan.of(other, STEPS))
                    .as("seed %s beside seed %s", other, seed)
                    .doesNotContainAnyElementsOf(plan);
        }
    }
}
