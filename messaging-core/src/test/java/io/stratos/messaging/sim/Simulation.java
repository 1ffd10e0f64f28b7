package io.stratos.messaging.sim;

import io.stratos.messaging.spi.store.MessagingStore;
import java.util.List;
import java.util.function.Supplier;

/** Runs the whole engine through a seed's plan, and says what broke. */
public final class Simulation {

    /** A run's true time and its store. */
    public record Ground(Time time, MessagingStore store) {}

    private final long seed;
    private final Supplier<Ground> ground;
    private final Supplier<Bug> bug;

    Simulation(long seed, Supplier<Ground> ground, Supplier<Bug> bug) {
        this.seed = seed;
        this.ground = ground;
        this.bug = bug;
    }

    /** A run without planted bugs on a ground of the caller's. */
    public static void run(long seed, int steps, Supplier<Ground> ground) {
        new Simulation(seed, ground, Bug::new).orExplain(Plan.of(seed, steps));
    }

    /** Runs a plan; returns what was seen, or throws what broke. */
    World run(List<Step> plan) {
        World world = world();
        run(world, plan);
        return world;
    }

    World world() {
        Ground fresh = ground.get();
        return new World(seed, fresh.time(), fresh.store(), bug.get());
    }

    static void run(World world, List<Step> plan) {
        world.begin();
        for (Step step : plan) {
            world.perform(step);
            world.check();
        }
        world.heal();
    }

    /** Runs a plan; what breaks it is shrunk and explained. */
    void orExplain(List<Step> plan) {
        World world = world();
        try {
            run(world, plan);
        } catch (AssertionError | RuntimeException failed) {
            List<Step> shortest = new Shrinker(this).shrink(plan, failed);
            throw new AssertionError(explanation(failed, world, shortest), failed);
        }
    }

    private String explanation(Throwable failed, World world, List<Step> shortest) {
        StringBuilder text = new StringBuilder("seed " + seed + " failed; run it alone with -Dseed=" + seed + "\n");
        text.append(failed.getMessage()).append("\n\nshortest plan found:\n");
        shortest.forEach(step -> text.append("  ").append(step).append('\n'));
        World again = world();
        try {
            run(again, shortest);
        } catch (AssertionError | RuntimeException same) {
            text.append("\nwhich goes:\n");
        }
        again.log.forEach(line -> text.append("  ").append(line).append('\n'));
        return text.append("\n(the whole run had ")
                .append(world.log.size())
                .append(" events)")
                .toString();
    }

    /** What broke, if anything. */
    Throwable failure(List<Step> plan) {
        try {
            run(plan);
            return null;
        } catch (AssertionError | RuntimeException failed) {
            return failed;
        }
    }
}
