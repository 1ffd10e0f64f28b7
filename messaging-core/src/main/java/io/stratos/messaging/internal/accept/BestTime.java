package io.stratos.messaging.internal.accept;

import io.stratos.messaging.delivery.Decision;
import io.stratos.messaging.delivery.Ruling;
import io.stratos.messaging.delivery.Verdict;
import io.stratos.messaging.internal.schedule.LearnedTimes;
import io.stratos.messaging.internal.schedule.SendTimes;
import io.stratos.messaging.message.Message;
import io.stratos.messaging.schedule.SendTime;
import io.stratos.messaging.spi.store.AddressRecord;
import io.stratos.messaging.spi.store.StoreSession;
import io.stratos.messaging.tenant.TenantProfile;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A message that shall go when its contact answers: scheduled for then, and the trace says why. */
record BestTime(Message message, Optional<SendTime.Reason> reason) {

    static BestTime of(
            Message message,
            TenantProfile tenant,
            AddressRecord recipient,
            LearnedTimes learned,
            StoreSession session) {
        String type = message.handling().type().orElse(null);
        if (!tenant.times().isAtBestTime(message.purpose(), type)
                || message.handling().emergency().isPresent()) {
            return new BestTime(message, Optional.empty());
        }
        Instant now = recipient.readAt();
        Instant from = message.scheduledAt().filter(now::isBefore).orElse(now);
        Instant end = message.expiresAt().orElse(null);
        SendTime time = learned.resolve(
                new SendTimes.Question(
                        tenant.times(), message.to(), recipient.notes().times(), message.purpose(), type),
                from,
                end,
                tenant.id(),
                session);
        return time.reasons().stream()
                .filter(LearnedTimes::isLearned)
                .findFirst()
                .map(reason -> new BestTime(
                        reason.moved()
                                ? message.toBuilder()
                                        .schedule(time.at().orElse(from), end)
                                        .build()
                                : message,
                        Optional.of(reason)))
                .orElseGet(() -> new BestTime(message, Optional.empty()));
    }

    /** What the gate said, and why it was asked about that time. */
    Decision explained(Decision decision) {
        if (reason.isEmpty()) {
            return decision;
        }
        List<Verdict> verdicts = new ArrayList<>(decision.verdicts());
        verdicts.add(Verdict.of(reason.get().rule(), Ruling.ALLOW, reason.get().text()));
        return new Decision(decision.at(), decision.stage(), verdicts);
    }
}
