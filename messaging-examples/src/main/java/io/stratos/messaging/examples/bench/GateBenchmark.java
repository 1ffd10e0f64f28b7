package io.stratos.messaging.examples.bench;

import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.function.Consumer;

/** How fast it is decided whether a message may go, what a reply means, and that somebody wants no more. */
final class GateBenchmark implements Benchmark {

    private static final int MISUSED = 2;

    @Override
    public String name() {
        return "gate";
    }

    @Override
    public String summary() {
        return "may it go, what does a reply mean, and a STOP to its commit";
    }

    @Override
    public String help() {
        return """
                bench gate [--quick] [--rounds N] [--contacts N]

                Measures on one core, with JMH, each in a JVM of its own:

                  cached       a full decision as a store asks for it under its locks: all
                               rules, sender, permit of the account, draws on limits; the
                               tenant's profile is cached, the recipient's row in hand
                  marketing    the same for marketing, with the law's hours of ten area codes
                  cold_memory  the recipient's row read from the store in memory first
                  cold_pg      read from PostgreSQL first, by a query of its own
                  replies      what a text means, over the texts the classifier is tested with

                and without JMH, on a PostgreSQL of its own (fsync on):

                  stop         from the raw body of Twilio's signed call to the opt-out that
                               is committed, its confirmation queued; one after the other
                  commit       what that database takes for one row of anything

                time is by the clock on the wall, cpu that of the measuring thread: on a busy
                machine it says more. garbage is what JMH's gc profiler counts per decision.
                What is printed as a goal is not asserted: the exit code is 0 either way.

                  --quick        shorter rounds, for a look: says less
                  --rounds N     rounds after the warm-up; 5 unless said, 3 with --quick
                  --contacts N   how many contacts there are; 100,000 unless said
                """;
    }

    @Override
    public int run(List<String> options, Clock clock, Consumer<String> out) throws IOException {
        GateOptions chosen;
        try {
            chosen = GateOptions.parse(options);
        } catch (IllegalArgumentException wrong) {
            out.accept(wrong.getMessage() + "; see bench gate --help");
            return MISUSED;
        }
        new GateRun(chosen, out).run();
        return 0;
    }
}
