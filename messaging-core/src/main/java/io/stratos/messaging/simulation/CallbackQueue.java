package io.stratos.messaging.simulation;

import io.stratos.messaging.webhook.WebhookRequest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;

/** Calls that wait for their time; those due at the same instant leave in the order they came. */
final class CallbackQueue {

    private record Waiting(Instant due, long number, WebhookRequest call) {}

    private static final Comparator<Waiting> IN_ORDER =
            Comparator.comparing(Waiting::due).thenComparingLong(Waiting::number);

    private final PriorityQueue<Waiting> waiting = new PriorityQueue<>(IN_ORDER);
    private long count;

    synchronized void add(Instant due, WebhookRequest call) {
        waiting.add(new Waiting(due, count++, call));
    }

    synchronized List<WebhookRequest> due(Instant now) {
        return waiting.stream()
                .filter(call -> !call.due().isAfter(now))
                .sorted(IN_ORDER)
                .map(Waiting::call)
                .toList();
    }

    synchronized List<WebhookRequest> drain(Instant now) {
        List<WebhookRequest> calls = new ArrayList<>();
        for (Waiting head = waiting.peek(); head != null && !head.due().isAfter(now); head = waiting.peek()) {
            waiting.remove();
            calls.add(head.call());
        }
        return calls;
    }

    synchronized Optional<Instant> nextAt() {
        return Optional.ofNullable(waiting.peek()).map(Waiting::due);
    }
}
