package io.stratos.messaging.examples.bench;

import java.util.Collections;
import java.util.List;
import java.util.Set;

/** Counts what one message costs: rows, bytes of write-ahead log, statements, round trips. */
final class Cost {

    private static final int SINGLES = 200;

    private final Server server;
    private final Contestant contestant;
    private final Figures figures;

    private Cost(Server server, Contestant contestant, Figures figures) {
        this.server = server;
        this.contestant = contestant;
        this.figures = figures;
    }

    static void measure(Server server, List<Contestant> all, int messages, Figures figures) {
        // Else what the rounds left unreported is counted here.
        all.forEach(each -> new Cost(server, each, figures).rows());
        for (Contestant each : all) {
            Cost cost = new Cost(server, each, figures);
            int singles = Math.min(SINGLES, messages);
            each.clear();
            cost.of("accept_single", singles, () -> Crowd.run(1, singles, n -> each.accept(1)));
            each.clear();
            cost.of("accept_bulk", messages, () -> each.acceptAll(messages));
            cost.of("drain", messages, () -> each.drain(messages));
        }
    }

    private void of(String what, int messages, Runnable work) {
        server.run("CHECKPOINT");
        CountedSource counted = contestant.connections();
        long rowsBefore = rows();
        long walBefore = server.wal();
        counted.begin();
        work.run();
        counted.end();
        long wal = server.wal() - walBefore;
        add(what, "rows", rows() - rowsBefore, messages);
        add(what, "wal", wal, messages);
        add(what, "statements", counted.statements(), messages);
        add(what, "round_trips", counted.roundTrips(), messages);
    }

    private void add(String what, String unit, long total, int messages) {
        figures.add(
                contestant.name() + "_" + what + "_" + unit,
                (unit.equals("wal") ? "bytes" : unit.replace('_', ' ')) + "/msg",
                (double) total / messages);
    }

    /** A server process reports its counts at the latest before it ends, so all of them are ended. */
    private long rows() {
        Set<String> before = server.processes(contestant.name());
        Await.until("connections are closed", () -> {
            // Again each time: one that was just being opened was not in the pool yet.
            contestant.connections().forgetAll();
            return Collections.disjoint(before, server.processes(contestant.name()));
        });
        return server.rowsWritten();
    }
}
