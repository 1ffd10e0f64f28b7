package io.stratos.messaging.examples.bench;

import java.util.ArrayList;
import java.util.List;

/** What is aimed at, and whether it was met. */
final class Goals {

    private final Figures figures;
    private final Figures ratios = new Figures();
    private final List<Goal> all = new ArrayList<>();

    /**
     * One aim.
     *
     * @param name the ratio or figure
     * @param least whether the bound is the least; else the most
     * @param bound the bound
     * @param reached the median
     */
    record Goal(String name, boolean least, double bound, double reached) {

        boolean isMet() {
            return least ? reached >= bound : reached <= bound;
        }
    }

    private Goals(Figures figures) {
        this.figures = figures;
    }

    static Goals of(Figures figures) {
        Goals goals = new Goals(figures);
        goals.ratio("drain_vs_db_scheduler", "engine_drain", "db_scheduler_drain", 1.0);
        goals.ratio("drain_vs_floor", "engine_drain", "floor_drain", 0.6);
        goals.ratio("accept_single_vs_floor", "engine_accept_single", "floor_accept_single", 0.6);
        goals.ratio("accept_bulk_vs_floor", "engine_accept_bulk", "floor_accept_bulk", 0.5);
        goals.ratio("accept_host_vs_floor", "engine_accept_host", "floor_accept_host", 0);
        goals.atLeast("engine_accept_bulk", 20_000);
        goals.atMost("engine_accept_host_round_trips", 1);
        goals.atMost("latency_p50", 10);
        goals.atMost("latency_p99", 50);
        goals.atMost("heap_queued", 256);
        goals.atMost("idle_queries", 2);
        goals.atMost("idle_core", 1);
        return goals;
    }

    static Goals ofGate(Figures figures) {
        Goals goals = new Goals(figures);
        goals.atMost("cached_time", 2);
        goals.atMost("cached_cpu", 2);
        goals.atMost("cached_garbage", 1_024);
        goals.atMost("marketing_time", 2);
        goals.atMost("marketing_cpu", 2);
        goals.atMost("marketing_garbage", 1_024);
        goals.atLeast("replies_rate", 200_000);
        goals.atMost("replies_cpu", 5);
        goals.atMost("stop_p50", 3);
        return goals;
    }

    private void ratio(String name, String over, String under, double least) {
        Figures.Series series = figures.of(over).over(figures.of(under));
        series.values().forEach(value -> ratios.add(name, "", value));
        if (least > 0) {
            all.add(new Goal(name, true, least, series.median()));
        }
    }

    private void atLeast(String figure, double least) {
        all.add(new Goal(figure, true, least, figures.of(figure).median()));
    }

    private void atMost(String figure, double most) {
        all.add(new Goal(figure, false, most, figures.of(figure).median()));
    }

    Figures ratios() {
        return ratios;
    }

    List<Goal> all() {
        return List.copyOf(all);
    }
}
