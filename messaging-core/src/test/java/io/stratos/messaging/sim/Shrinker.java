package io.stratos.messaging.sim;

import java.util.ArrayList;
import java.util.List;

/** Leaves out of a failing plan what it fails without, within a budget of runs. */
final class Shrinker {

    private static final int BUDGET = 400;

    private final Simulation simulation;
    private int runs;

    Shrinker(Simulation simulation) {
        this.simulation = simulation;
    }

    List<Step> shrink(List<Step> plan, Throwable failed) {
        List<Step> shortest = plan;
        for (int chunk = Math.max(1, plan.size() / 2); chunk >= 1 && runs < BUDGET; chunk /= 2) {
            shortest = without(shortest, chunk, failed);
        }
        return withoutTroubles(without(shortest, 1, failed), failed);
    }

    private List<Step> without(List<Step> plan, int chunk, Throwable failed) {
        List<Step> shortest = plan;
        for (int from = shortest.size() - chunk; from >= 0 && runs < BUDGET; from -= chunk) {
            List<Step> fewer = new ArrayList<>(shortest.subList(0, from));
            fewer.addAll(shortest.subList(Math.min(from + chunk, shortest.size()), shortest.size()));
            shortest = failsAlike(fewer, failed) ? fewer : shortest;
        }
        return shortest;
    }

    private List<Step> withoutTroubles(List<Step> plan, Throwable failed) {
        List<Step> shortest = new ArrayList<>(plan);
        for (int i = 0; i < shortest.size(); i++) {
            for (Step.Trouble trouble : shortest.get(i).troubles()) {
                List<Step> calmer = new ArrayList<>(shortest);
                calmer.set(i, shortest.get(i).without(trouble));
                if (runs < BUDGET && failsAlike(calmer, failed)) {
                    shortest = calmer;
                }
            }
        }
        return shortest;
    }

    /** The same invariant, or the same exception: another failure is another story. */
    private boolean failsAlike(List<Step> plan, Throwable failed) {
        runs++;
        Throwable now = simulation.failure(plan);
        return now != null && name(now).equals(name(failed));
    }

    static String name(Throwable failed) {
        return failed instanceof Violation violation
                ? violation.invariant()
                : failed.getClass().getSimpleName();
    }
}
