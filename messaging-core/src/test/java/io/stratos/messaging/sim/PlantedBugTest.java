package io.stratos.messaging.sim;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** Who guards the guards: bugs of every kind are planted, and the simulation must catch each one. */
class PlantedBugTest {

    private static final int MOST_SEEDS = 1_000;
    private static final int STEPS = 60;

    @Test
    void everyPlantedBug_isCaught() {
        Map<String, Supplier<Bug>> bugs = bugs();
        List<String> missed = new ArrayList<>();
        StringBuilder table = new StringBuilder("planted bug | caught by | after seeds\n");
        bugs.forEach((name, bug) -> {
            String caught = null;
            int seed = 0;
            while (caught == null && seed < MOST_SEEDS) {
                caught = caughtBy(seed++, bug);
            }
            if (caught == null) {
                missed.add(name);
            }
            table.append(String.format(Locale.ROOT, "%s | %s | %d%n", name, caught, seed));
        });
        System.out.print(table);
        assertThat(missed).as("planted bugs that nothing caught").isEmpty();
        assertThat(bugs).as("planted bugs").hasSizeGreaterThanOrEqualTo(30);
    }

    /** A bug that is caught by chance, by an exception that is no invariant, is not caught. */
    private static String caughtBy(long seed, Supplier<Bug> bug) {
        try {
            new Simulation(seed, MemoryGround::create, bug).run(Plan.of(seed, STEPS));
            return null;
        } catch (Violation violation) {
            return violation.invariant();
        }
    }

    static Map<String, Supplier<Bug>> bugs() {
        Map<String, Supplier<Bug>> bugs = new LinkedHashMap<>();
        AcceptBugs.plant(bugs);
        DispatchBugs.plant(bugs);
        LateBugs.plant(bugs);
        SettleBugs.plant(bugs);
        InboundBugs.plant(bugs);
        FarBugs.plant(bugs);
        LimitBugs.plant(bugs);
        RecallBugs.plant(bugs);
        GateBugs.plant(bugs);
        LedgerBugs.plant(bugs);
        return bugs;
    }
}
