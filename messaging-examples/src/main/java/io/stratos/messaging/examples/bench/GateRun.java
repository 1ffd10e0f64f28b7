package io.stratos.messaging.examples.bench;

import io.stratos.messaging.consent.Purpose;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.BenchmarkResult;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** One run: starts the database, lets JMH measure what needs none, and prints what came of it. */
final class GateRun {

    private static final double NANOS_PER_SECOND = 1e9;
    private static final double NANOS_PER_MICRO = 1e3;
    private static final String GARBAGE = "gc.alloc.rate.norm";

    private final GateOptions options;
    private final Consumer<String> out;
    private final Figures figures = new Figures();
    private final long begun = System.nanoTime();

    GateRun(GateOptions options, Consumer<String> out) {
        this.options = options;
        this.out = out;
    }

    void run() throws IOException {
        progress("starting PostgreSQL");
        try (Server server = Server.start()) {
            progress("making " + options.contacts() + " contacts");
            try (StopPath stop = new StopPath(server, options.contacts())) {
                decisions("cached", Purpose.TRANSACTIONAL, GateDecisions.IN_HAND);
                decisions("marketing", Purpose.MARKETING, GateDecisions.IN_HAND);
                decisions("cold_memory", Purpose.TRANSACTIONAL, GateDecisions.IN_MEMORY);
                decisions("cold_pg", Purpose.TRANSACTIONAL, server.url());
                replies();
                stops(stop);
            }
            progress("done");
            Map<String, Object> head = new LinkedHashMap<>();
            head.put("bench", "gate");
            head.put("quick", options.quick());
            head.put("rounds", options.rounds());
            head.put("contacts", options.contacts());
            String title = "bench gate, " + options.rounds() + " rounds, " + options.contacts() + " contacts"
                    + (options.quick() ? "; a quick look, not a measurement" : "");
            new Report(title, head, Machine.describe(server), figures, Goals.ofGate(figures)).print(out);
        }
    }

    private void stops(StopPath stop) {
        for (int round = 0; round <= options.rounds(); round++) {
            progress(round == 0 ? "stop: warm-up" : "stop: round " + round + " of " + options.rounds());
            stop.measure(options.stops(), round == 0 ? new Figures() : figures);
        }
        stop.count(options.counted(), figures);
    }

    private void decisions(String name, Purpose purpose, String rows) {
        progress(name);
        measure(
                name,
                jmh(GateDecisions.class)
                        .param("purpose", purpose.name())
                        .param("rows", rows)
                        .param("contacts", String.valueOf(options.contacts())));
    }

    private void replies() {
        progress("replies");
        double bytes = Replies.meanBytes();
        measure("replies", jmh(Replies.class));
        figures.of("replies_rate").values().forEach(rate -> figures.add("replies_bytes", "MB/s", rate * bytes / 1e6));
    }

    private ChainedOptionsBuilder jmh(Class<?> benchmark) {
        return new OptionsBuilder()
                .include("^" + benchmark.getName().replace(".", "\\.") + "\\.pass$")
                .mode(Mode.AverageTime)
                .timeUnit(TimeUnit.NANOSECONDS)
                .threads(1)
                .forks(1)
                .warmupIterations(options.warmUps())
                .warmupTime(TimeValue.milliseconds(options.roundMillis()))
                .measurementIterations(options.rounds())
                .measurementTime(TimeValue.milliseconds(options.roundMillis()))
                .addProfiler(GCProfiler.class)
                .addProfiler(WorkerTime.class)
                .jvmArgsAppend("-Djmh.ignoreLock=true", "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn")
                .shouldFailOnError(true)
                .verbosity(VerboseMode.SILENT);
    }

    private void measure(String name, ChainedOptionsBuilder what) {
        // Several of these may run on a machine; none of them takes a whole one.
        System.setProperty("jmh.ignoreLock", "true");
        RunResult result;
        try {
            result = new Runner(what.build()).runSingle();
        } catch (RunnerException failed) {
            throw new IllegalStateException(name + " could not be measured", failed);
        }
        for (BenchmarkResult fork : result.getBenchmarkResults()) {
            for (IterationResult round : fork.getIterationResults()) {
                double nanos = round.getPrimaryResult().getScore();
                figures.add(name + "_rate", "per s", NANOS_PER_SECOND / nanos);
                figures.add(name + "_time", "µs", nanos / NANOS_PER_MICRO);
                figures.add(name + "_cpu", "µs", of(round, WorkerTime.NAME) / NANOS_PER_MICRO);
                figures.add(name + "_garbage", "bytes", of(round, GARBAGE));
            }
        }
        progress(String.format(
                Locale.ROOT,
                "  %,.0f a second, %,.0f bytes each",
                figures.of(name + "_rate").median(),
                figures.of(name + "_garbage").median()));
    }

    private static double of(IterationResult round, String what) {
        return Objects.requireNonNull(round.getSecondaryResults().get(what), what)
                .getScore();
    }

    private void progress(String what) {
        long seconds = (System.nanoTime() - begun) / 1_000_000_000;
        System.err.printf(Locale.ROOT, "%4d s  %s%n", seconds, what);
    }
}
