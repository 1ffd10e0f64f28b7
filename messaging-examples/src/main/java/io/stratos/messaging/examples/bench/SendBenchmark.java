package io.stratos.messaging.examples.bench;

import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.function.Consumer;

/** How fast messages are accepted and sent, beside db-scheduler and beside plain JDBC. */
final class SendBenchmark implements Benchmark {

    private static final int MISUSED = 2;

    @Override
    public String name() {
        return "send";
    }

    @Override
    public String summary() {
        return "accept, gate, send, settle; beside db-scheduler and plain JDBC";
    }

    @Override
    public String help() {
        return """
                bench send [--quick] [--rounds N] [--messages N]

                Starts a PostgreSQL of its own (fsync on) and measures, in turns within one
                run, so that all have the same machine:

                  engine         the engine with the full gate and a provider that does nothing
                  db-scheduler   16.12.0, lock-and-fetch, 50 threads, limits 4.0 : 20.0
                  floor          the same rows in the same batches by plain JDBC, no engine

                  drain      messages queued, then sent and settled
                  accept     from 16 threads one by one; 1,000 at once from 4 threads; inside
                             the host's transaction
                  latency    from the call of send to the provider, at 100 messages a second
                  cost       rows, bytes of WAL, statements and round trips per message
                  rest       heap with many queued, queries of an engine with nothing to do

                A round that only warms up comes first. Ratios are medians over the rounds.
                What is printed as a goal is not asserted: the exit code is 0 either way.

                  --quick        fewer messages, for a look: says less
                  --rounds N     rounds after the warm-up; 5 unless said
                  --messages N   how many to drain; 20,000 unless said, 4,000 with --quick
                """;
    }

    @Override
    public int run(List<String> options, Clock clock, Consumer<String> out) throws IOException {
        SendOptions chosen;
        try {
            chosen = SendOptions.parse(options);
        } catch (IllegalArgumentException wrong) {
            out.accept(wrong.getMessage() + "; see bench send --help");
            return MISUSED;
        }
        new SendRun(chosen, clock, out).run();
        return 0;
    }
}
