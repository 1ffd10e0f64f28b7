package io.stratos.messaging.delivery;

import io.stratos.messaging.message.Message;
import io.stratos.messaging.message.MessageStatus;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The facts of a trace in one row by time. */
final class Events {

    private Events() {}

    /**
     * One fact.
     *
     * @param type its kind, as JSON names it
     * @param at when; null if that is not kept
     * @param fact a decision, attempt, receipt or intervention, the instant a message was moved to, or null
     */
    record Event(
            String type, @Nullable Instant at, @Nullable Object fact) {}

    static List<Event> of(MessageTrace trace) {
        List<Event> events = new ArrayList<>();
        trace.decisions().forEach(decision -> events.add(new Event("decision", decision.at(), decision)));
        trace.attempts().forEach(attempt -> events.add(new Event("attempt", attempt.startedAt(), attempt)));
        trace.receipts().forEach(receipt -> events.add(new Event("receipt", receipt.receivedAt(), receipt)));
        trace.interventions().forEach(done -> events.add(new Event("intervention", done.at(), done)));
        if (trace.message().status() == MessageStatus.CANCELLED) {
            events.add(new Event("cancelled", trace.message().failedAt().orElse(null), null));
        }
        // Stable: of facts of one instant, the gate is asked before the request and the request before its receipt.
        events.sort(Comparator.comparing(Event::at, Comparator.nullsLast(Comparator.naturalOrder())));
        moved(trace).ifPresent(to -> events.add(Math.min(1, events.size()), new Event("rescheduled", null, to)));
        return events;
    }

    /** {@return to when the host moved it, if it did: its time is not the one it was handed in with} */
    private static Optional<Instant> moved(MessageTrace trace) {
        Message message = trace.message();
        if (trace.decisions().isEmpty() || message.scheduledAt().isEmpty()) {
            return Optional.empty();
        }
        Instant now = message.scheduledAt().get();
        Optional<Instant> atFirst = trace.decisions().get(0).verdicts().stream()
                .filter(verdict -> verdict.rule().equals("time"))
                .findFirst()
                .flatMap(Verdict::allowedFrom);
        boolean wasDueAtOnce = atFirst.isEmpty() && !now.isAfter(message.createdAt());
        return wasDueAtOnce || atFirst.filter(now::equals).isPresent() ? Optional.empty() : Optional.of(now);
    }
}
