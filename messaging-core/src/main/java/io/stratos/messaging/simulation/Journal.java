package io.stratos.messaging.simulation;

import io.stratos.messaging.id.AttemptId;
import io.stratos.messaging.message.MessageStatus;
import io.stratos.messaging.spi.provider.LookupResult;
import io.stratos.messaging.spi.provider.SendRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the simulated provider knows: each request it got and each message it kept. */
final class Journal {

    private record Entry(SimulatedMessage message, ReceiptPlan plan) {}

    private final List<Entry> entries = new ArrayList<>();
    private final Map<AttemptId, Integer> requests = new HashMap<>();
    private int total;

    synchronized void request(AttemptId attempt) {
        requests.merge(attempt, 1, Integer::sum);
        total++;
    }

    synchronized SimulatedMessage keep(SendRequest request, ReceiptPlan plan, Instant now) {
        SimulatedMessage message = new SimulatedMessage(
                "SIM-" + (entries.size() + 1),
                request.attempt(),
                request.route().from(),
                request.to(),
                request.content(),
                request.callbackUrl(),
                now);
        entries.add(new Entry(message, plan));
        return message;
    }

    /** The message of an attempt that came within this time. */
    synchronized Optional<String> known(AttemptId attempt, Instant now, Duration window) {
        return entries.stream()
                .map(Entry::message)
                .filter(message -> message.attempt().equals(attempt)
                        && now.isBefore(message.at().plus(window)))
                .map(SimulatedMessage::providerMessageId)
                .findFirst();
    }

    synchronized int total() {
        return total;
    }

    synchronized int requestsFor(AttemptId attempt) {
        return requests.getOrDefault(attempt, 0);
    }

    synchronized List<SimulatedMessage> messages() {
        return entries.stream().map(Entry::message).toList();
    }

    /** Finds a message by its attempt, once it is old enough to show up in the records. */
    synchronized LookupResult find(AttemptId attempt, Instant now, Duration hidden) {
        List<Entry> found = entries.stream()
                .filter(entry -> entry.message().attempt().equals(attempt))
                .filter(entry -> !entry.message().at().plus(hidden).isAfter(now))
                .toList();
        if (found.size() > 1) {
            return LookupResult.unknown(found.size() + " messages carry attempt " + attempt);
        }
        if (found.isEmpty()) {
            return new LookupResult.Absent("searched " + entries.size() + " messages for attempt " + attempt);
        }
        Entry entry = found.get(0);
        MessageStatus status = entry.plan().statusAt(entry.message().at(), now);
        return new LookupResult.Found(entry.message().providerMessageId(), status);
    }
}
