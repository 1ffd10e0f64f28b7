package io.stratos.messaging.examples.bench;

import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;

/** One run: starts the database, lets the contestants take turns, and prints what came of it. */
final class SendRun {

    private static final int ACCEPTING_THREADS = 16;
    private static final int MOST_COUNTED = 5_000;

    private final SendOptions options;
    private final Clock clock;
    private final Consumer<String> out;
    private final long begun = System.nanoTime();

    SendRun(SendOptions options, Clock clock, Consumer<String> out) {
        this.options = options;
        this.clock = clock;
        this.out = out;
    }

    void run() throws IOException {
        progress("starting PostgreSQL");
        try (Server server = Server.start()) {
            progress("making tables and " + options.recipients() + " recipients");
            EngineContestant engine = new EngineContestant(server, options.recipients());
            engine.accept(1);
            engine.drain(1);
            FloorContestant floor = new FloorContestant(server, options.recipients());
            SchedulerContestant scheduler = new SchedulerContestant(server, clock);
            List<Contestant> all = new ArrayList<>(List.of(scheduler, floor, engine));
            HostAccept host = new HostAccept(server, engine, floor);
            Figures figures = new Figures();
            for (int round = 0; round <= options.rounds(); round++) {
                progress(round == 0 ? "warm-up" : "round " + round + " of " + options.rounds());
                round(server, all, host, round == 0 ? new Figures() : figures);
                Collections.rotate(all, 1);
            }
            progress("cost per message");
            Cost.measure(server, List.of(engine, scheduler, floor), Math.min(MOST_COUNTED, options.drained()), figures);
            host.count(figures);
            progress("latency at 100 messages a second");
            engine.clear();
            Latency.measure(engine, options.latencyFor(), figures);
            progress("heap with " + options.weighed() + " queued, and rest");
            Rest.measure(engine, options, figures);
            progress("done");
            Map<String, Object> head = new LinkedHashMap<>();
            head.put("bench", "send");
            head.put("quick", options.quick());
            head.put("rounds", options.rounds());
            head.put("messages", options.drained());
            String title = "bench send, " + options.rounds() + " rounds of " + options.drained() + " messages"
                    + (options.quick() ? "; a quick look, not a measurement" : "");
            new Report(title, head, Machine.describe(server), figures, Goals.of(figures)).print(out);
        }
    }

    private void round(Server server, List<Contestant> all, HostAccept host, Figures figures) {
        for (Contestant each : all) {
            each.clear();
            server.run("CHECKPOINT");
            int singles = options.singles();
            long took = Crowd.run(ACCEPTING_THREADS, singles, n -> each.accept(1));
            figures.addRate(each.name() + "_accept_single", singles, took);
        }
        for (Contestant each : all) {
            each.clear();
            server.run("CHECKPOINT");
            figures.addRate(each.name() + "_accept_bulk", options.bulk(), each.acceptAll(options.bulk()));
        }
        host.measure(options.singles(), ACCEPTING_THREADS, figures);
        for (Contestant each : all) {
            each.clear();
            each.acceptAll(options.drained());
            server.run("ANALYZE", "CHECKPOINT");
            long took = each.drain(options.drained());
            figures.addRate(each.name() + "_drain", options.drained(), took);
            progress(String.format(
                    Locale.ROOT, "  %s drained %,.0f a second", each.name(), options.drained() * 1e9 / took));
        }
    }

    private void progress(String what) {
        long seconds = (System.nanoTime() - begun) / 1_000_000_000;
        System.err.printf(Locale.ROOT, "%4d s  %s%n", seconds, what);
    }
}
