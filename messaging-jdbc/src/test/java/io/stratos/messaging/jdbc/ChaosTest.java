package io.stratos.messaging.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.stratos.messaging.jdbc.ChaosRun.Fault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The long form is asked for with {@code -Dchaos.full}; {@code -Dchaos.seed=…} chooses other faults, and after
 * {@code -Dchaos.seconds=…} no more of them strike.
 */
@Tag("chaos")
class ChaosTest {

    static final boolean FULL = System.getProperty("chaos.full") != null;
    static final long SEED = Long.getLong("chaos.seed", 3);

    /** How long to go on striking, whatever the plan says. */
    private static final Duration LONGEST = Duration.ofSeconds(Long.getLong("chaos.seconds", FULL ? 1800 : 90));

    @TempDir
    Path directory;

    @Test
    @Timeout(3600)
    void threeNodesKilledFrozenAndCutOff_loseNothing_doubleNothing_obeyStop() throws Exception {
        ChaosCheck check;
        try (ChaosRun run = new ChaosRun(directory, SEED)) {
            check = run.run(plan(), FULL ? 60 : 12, LONGEST);
        }
        System.out.print(check.table());
        ChaosCheck.Row total = check.total();
        assertThat(check.violations()).as("seed %d\n%s", SEED, check.table()).isEmpty();
        assertThat(total.messages).isPositive();
        assertThat(total.doubts - total.resolvedSoon)
                .as("doubts that took longer than a minute")
                .isLessThanOrEqualTo(Math.max(1, total.doubts / 100));
    }

    private static Map<Fault, Integer> plan() {
        Map<Fault, Integer> plan = new EnumMap<>(Fault.class);
        plan.put(Fault.KILL, FULL ? 300 : 16);
        plan.put(Fault.FREEZE, FULL ? 60 : 6);
        plan.put(Fault.TERMINATE, FULL ? 40 : 5);
        plan.put(Fault.CUT_DATABASE, FULL ? 40 : 5);
        plan.put(Fault.STALL_DATABASE, FULL ? 40 : 5);
        plan.put(Fault.CUT_PROVIDER, FULL ? 40 : 5);
        return plan;
    }
}
