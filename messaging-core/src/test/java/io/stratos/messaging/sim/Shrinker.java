package io.stratos.messaging.sim;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Leaves out of a failing plan what it fails without, within a budget of runs. */
final class Shrinker {

    private static final int BUDGET = 600;

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
        return calmed(without(shortest, 1, failed), failed);
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

    /** Takes what is left step by step and makes it calmer for as long as it still fails. */
    private List<Step> calmed(List<Step> plan, Throwable failed) {
        List<Step> shortest = new ArrayList<>(plan);
        for (int i = 0; i < shortest.size(); i++) {
            Optional<Step> calmer = calmer(shortest, i, failed);
            while (calmer.isPresent()) {
                shortest.set(i, calmer.get());
                calmer = calmer(shortest, i, failed);
            }
        }
        return shortest;
    }

    private Optional<Step> calmer(List<Step> plan, int which, Throwable failed) {
        for (Step step : plan.get(which).calmer()) {
            List<Step> changed = new ArrayList<>(plan);
            changed.set(which, step);
            if (runs < BUDGET && failsAlike(changed, failed)) {
                return Optional.of(step);
            }
        }
        return Optional.empty();
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
