package io.stratos.messaging.examples.bench;

import io.stratos.messaging.MessagingEngine;
import io.stratos.messaging.Tenant;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLongArray;

/** How long it takes from the call of send, the storing included, to the call of the provider. */
final class Latency {

    private static final int PER_SECOND = 100;
    private static final long EVERY = 1_000_000_000L / PER_SECOND;
    private static final double NANOS_PER_MILLI = 1e6;

    private Latency() {}

    static void measure(EngineContestant contestant, Duration during, Figures figures) {
        int warmUp = PER_SECOND / 2;
        int messages = warmUp + Math.toIntExact(during.toMillis() * PER_SECOND / 1_000);
        AtomicLongArray called = new AtomicLongArray(messages);
        AtomicLongArray reached = new AtomicLongArray(messages);
        try (MessagingEngine engine = contestant
                .engine(request -> {
                    String text = request.content().text();
                    reached.set(Integer.parseInt(text.substring(0, text.indexOf(' '))), System.nanoTime());
                })
                .start()) {
            Tenant tenant = engine.tenant(EngineContestant.TENANT);
            long begun = System.nanoTime();
            for (int i = 0; i < messages; i++) {
                Await.moment(begun + i * EVERY);
                called.set(i, System.nanoTime());
                tenant.messages().send(contestant.message(i));
            }
            Await.until("the last message has left", () -> reached.get(messages - 1) != 0);
        }
        long[] took = new long[messages - warmUp];
        for (int i = warmUp; i < messages; i++) {
            took[i - warmUp] = reached.get(i) - called.get(i);
        }
        Arrays.sort(took);
        figures.add("latency_p50", "ms", took[took.length / 2] / NANOS_PER_MILLI);
        figures.add("latency_p99", "ms", took[took.length * 99 / 100] / NANOS_PER_MILLI);
        figures.add("latency_max", "ms", took[took.length - 1] / NANOS_PER_MILLI);
    }
}
