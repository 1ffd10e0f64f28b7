package io.stratos.messaging.examples.bench;

import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.function.Consumer;

/** One thing to measure, run by name from the command line. */
public interface Benchmark {

    /** {@return every benchmark there is, by the order they are listed in} */
    static List<Benchmark> all() {
        return List.of(new SendBenchmark(), new GateBenchmark());
    }

    /** {@return what to type} */
    String name();

    /** {@return what it measures, in half a line} */
    String summary();

    /** {@return what it measures and its options; lines of at most 80 columns} */
    String help();

    /**
     * Runs it; progress goes to the standard error.
     *
     * @param options what was typed after the name
     * @param clock what time it is
     * @param out gets a table for people, line by line, and as its last line one JSON object
     * @return the exit code: 0 whether or not goals were met, or 2 for options it cannot use
     * @throws IOException if the database does not start
     */
    int run(List<String> options, Clock clock, Consumer<String> out) throws IOException;
}
