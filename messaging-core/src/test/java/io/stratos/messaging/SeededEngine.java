package io.stratos.messaging;

import io.stratos.messaging.internal.machine.Machine;
import java.time.Clock;
import java.util.Random;
import java.util.function.LongSupplier;

/** An engine whose clocks and chance repeat themselves; the door of the simulation to what no host may set. */
public final class SeededEngine {

    private SeededEngine() {}

    /** {@return a builder on these clocks, with ids and jitter out of {@code chance}} */
    public static EngineBuilder on(Clock clock, LongSupplier nanos, Random chance) {
        return MessagingEngine.builder().machine(new Machine(clock, nanos, chance));
    }
}
