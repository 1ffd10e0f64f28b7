package io.stratos.messaging.examples.bench;

import com.sun.management.OperatingSystemMXBean;
import io.stratos.messaging.MessagingEngine;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;

/** What the engine takes while it does little: heap with many messages queued, queries with none. */
final class Rest {

    private static final double MEBIBYTE = 1024.0 * 1024.0;

    private Rest() {}

    static void measure(EngineContestant contestant, SendOptions options, Figures figures) {
        contestant.clear();
        contestant.acceptAll(options.weighed());
        figures.add("heap_queued", "MB", heap());
        contestant.clear();
        CountedSource counted = contestant.connections();
        OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
        try (MessagingEngine idle = contestant.engine(request -> {})) {
            idle.start();
            long settledAt = System.nanoTime() + 1_000_000_000L;
            Await.moment(settledAt);
            counted.begin();
            long cpu = system.getProcessCpuTime();
            long begun = System.nanoTime();
            Await.moment(begun + options.idleFor().toNanos());
            double seconds = (System.nanoTime() - begun) / 1e9;
            counted.end();
            figures.add("idle_queries", "per s", counted.statements() / seconds);
            figures.add("idle_core", "% of a core", (system.getProcessCpuTime() - cpu) / 1e7 / seconds);
        }
    }

    private static double heap() {
        MemoryMXBean memory = ManagementFactory.getMemoryMXBean();
        memory.gc();
        return memory.getHeapMemoryUsage().getUsed() / MEBIBYTE;
    }
}
