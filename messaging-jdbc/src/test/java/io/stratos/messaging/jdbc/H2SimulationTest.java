package io.stratos.messaging.jdbc;

import io.stratos.messaging.sim.Simulation;
import io.stratos.messaging.sim.Time;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** The simulation of core's test-jar over H2. Its clock goes on by itself, so a seed repeats its steps, not its ids. */
class H2SimulationTest {

    private static final int SEEDS = 4;
    private static final int STEPS = 40;

    private final TestStore store = TestStore.on(TestH2.inMemory());

    @Test
    void whateverHappensInWhateverOrder_theInvariantsHold() {
        Long only = Long.getLong("seed");
        long first = only == null ? 0 : only;
        long end = only == null ? Integer.getInteger("simulation.h2.seeds", SEEDS) : only + 1;
        for (long seed = first; seed < end; seed++) {
            Simulation.run(seed, STEPS, this::ground);
        }
    }

    private Simulation.Ground ground() {
        TestStore empty = store.emptied();
        return new Simulation.Ground(
                new Time() {
                    @Override
                    public Instant now() {
                        return empty.store().now();
                    }

                    @Override
                    public void advance(Duration by) {
                        empty.clock().advance(by);
                    }
                },
                empty.store());
    }
}
