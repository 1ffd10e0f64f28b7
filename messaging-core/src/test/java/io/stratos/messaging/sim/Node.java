package io.stratos.messaging.sim;

import io.stratos.messaging.EngineBuilder;
import io.stratos.messaging.MessagingEngine;
import io.stratos.messaging.SeededEngine;
import io.stratos.messaging.delivery.RetryPolicy;
import io.stratos.messaging.simulation.SimulatedProvider;
import io.stratos.messaging.simulation.VirtualClock;
import java.time.Duration;
import java.util.Random;

/** A machine with a clock of its own and one process at a time. */
final class Node {

    private final World world;
    private final int number;
    final VirtualClock clock;
    MessagingEngine engine;
    Life.Frame frame;
    private int lives;

    Node(World world, int number, Duration skew) {
        this.world = world;
        this.number = number;
        this.clock = VirtualClock.at(world.now().plus(skew));
        boot();
    }

    /** A new process; nothing of the one before is left. */
    void boot() {
        Life life = new Life(world, this);
        Random chance = new Random(world.seed * 31 + number * 1_000_003L + 7919L * lives++);
        EngineBuilder builder = SeededEngine.on(clock, world.bug.nanos(world::nanos), chance)
                .store(new Boundary(new LeaseWatch(world.bug.store(world.truth, this), world, this), life))
                .retries(new RetryPolicy(5, Duration.ofSeconds(2), Duration.ofMinutes(2)))
                .onBudgetAlert(world::told)
                .executor(Runnable::run, 3);
        for (SimulatedProvider far : world.fars) {
            builder.addProvider(world.bug.provider(new FarSide(world, life, far), this));
        }
        builder.addCondition(
                World.WANTED,
                world.bug.condition(message -> life.around("the question", () -> world.ask(this, message)), this));
        if (world.hasPublicUrl()) {
            builder.publicUrl("https://sms.example.com/webhooks");
        }
        engine = builder.build();
    }

    /** The time of a run in memory. */
    MemoryGround ground() {
        return (MemoryGround) world.time;
    }

    boolean isBusy() {
        return frame != null;
    }

    @Override
    public String toString() {
        return "node" + number;
    }
}
