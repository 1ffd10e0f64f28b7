package io.stratos.messaging.internal.dispatch;

import io.stratos.messaging.delivery.Attempt;
import io.stratos.messaging.delivery.Intervention;
import io.stratos.messaging.delivery.Intervention.Action;
import io.stratos.messaging.delivery.MessageTrace;
import io.stratos.messaging.id.AttemptId;
import java.time.Duration;
import java.time.Instant;

/**
 * How often one dispatch unit was tried, and over which time, since a person last ordered that it begin anew.
 *
 * @param made how many attempts, the last included
 * @param age from the beginning of the first to that of the last, both by the store's clock
 */
record Tries(int made, Duration age) {

    static Tries upTo(AttemptId last, MessageTrace trace) {
        Instant anew = trace.interventions().stream()
                .filter(done -> done.action() == Action.RESEND || done.action() == Action.REPLAY)
                .map(Intervention::at)
                .reduce(Instant.MIN, (before, after) -> after);
        int unit = trace.attempts().stream()
                .filter(attempt -> attempt.id().equals(last))
                .mapToInt(Attempt::unit)
                .findFirst()
                .orElse(0);
        int made = 0;
        Duration age = Duration.ZERO;
        Instant first = null;
        for (Attempt attempt : trace.attempts()) {
            if (attempt.unit() == unit && !attempt.startedAt().isBefore(anew)) {
                first = first == null ? attempt.startedAt() : first;
                age = Duration.between(first, attempt.startedAt());
                made++;
            }
        }
        return new Tries(made, age);
    }
}
