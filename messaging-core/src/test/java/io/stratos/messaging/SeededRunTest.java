package io.stratos.messaging;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Many seeds of {@link SeededRun}; a failing one names itself, and {@code -Dseed=n} runs it alone. */
class SeededRunTest {

    private static final int SEEDS = 300;
    private static final int STEPS = 60;

    @Test
    void whateverHappensInWhateverOrder_theInvariantsHold() {
        Long only = Long.getLong("seed");
        LongStream seeds = only == null ? LongStream.range(0, SEEDS) : LongStream.of(only);
        seeds.forEach(seed -> {
            try {
                new SeededRun(seed).run(STEPS);
            } catch (AssertionError | RuntimeException failed) {
                throw new AssertionError("seed " + seed + " failed; run it alone with -Dseed=" + seed, failed);
            }
        });
    }
}
