package io.stratos.messaging.sim;

import io.stratos.messaging.exception.StoreException;
import io.stratos.messaging.sim.Step.Act;
import io.stratos.messaging.sim.Step.Trouble;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** One process on a node, from its start to its death; every boundary it crosses is a point where trouble may wait. */
final class Life {

    private final World world;
    final Node node;
    private boolean dead;

    Life(World world, Node node) {
        this.world = world;
        this.node = node;
    }

    <T> T around(String verb, Supplier<T> call) {
        point("before " + verb, true);
        T result = call.get();
        point("after " + verb, true);
        return result;
    }

    void point(String where, boolean canFail) {
        if (dead) {
            throw new Killed();
        }
        Frame frame = node.frame;
        if (frame == null) {
            return;
        }
        Trouble trouble = frame.at(where);
        if (trouble == null) {
            return;
        }
        if (trouble.act() == Act.CRASH) {
            world.log(node + " dies " + where);
            dead = true;
            throw new Killed();
        }
        if (trouble.act() == Act.FAIL) {
            if (canFail) {
                world.log(node + " store fails " + where);
                frame.failed = true;
                throw new StoreException("simulated", true, new IllegalStateException("away"));
            }
            return;
        }
        world.log(node + " stands still " + where + " for " + trouble.millis() + " ms");
        world.advance(Duration.ofMillis(trouble.millis() / 2));
        trouble.meanwhile().forEach(world::perform);
        world.advance(Duration.ofMillis(trouble.millis() - trouble.millis() / 2));
        world.log(node + " goes on " + where);
    }

    /** How far one step has come on a node. */
    static final class Frame {

        private final Step step;
        private final Map<String, Integer> passes = new HashMap<>();
        final List<Journal.Answered> answers = new ArrayList<>();
        boolean failed;

        Frame(Step step) {
            this.step = step;
        }

        Trouble at(String where) {
            int pass = passes.merge(where, 1, Integer::sum) - 1;
            for (Trouble trouble : step.troubles()) {
                if (trouble.where().equals(where) && trouble.pass() == pass) {
                    return trouble;
                }
            }
            return null;
        }
    }
}
