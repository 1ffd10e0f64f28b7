package io.stratos.messaging.sim;

import io.stratos.messaging.memory.InMemoryMessagingStore;
import io.stratos.messaging.simulation.VirtualClock;
import java.time.Duration;
import java.time.Instant;

/** The in-memory store on virtual time. The store's clock is one of its own, so that a bug can set it wrong. */
final class MemoryGround implements Time {

    private static final String BEGIN = "2026-03-02T17:00:00Z";

    private final VirtualClock clock = VirtualClock.at(BEGIN);
    final VirtualClock storeClock = VirtualClock.at(BEGIN);

    static Simulation.Ground create() {
        MemoryGround time = new MemoryGround();
        return new Simulation.Ground(time, InMemoryMessagingStore.create(time.storeClock));
    }

    @Override
    public Instant now() {
        return clock.instant();
    }

    @Override
    public void advance(Duration by) {
        clock.advance(by);
        storeClock.advance(by);
    }
}
