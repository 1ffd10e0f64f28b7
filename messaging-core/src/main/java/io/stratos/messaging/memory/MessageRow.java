package io.stratos.messaging.memory;

import io.stratos.messaging.contact.Address;
import io.stratos.messaging.delivery.Decision;
import io.stratos.messaging.delivery.Intervention;
import io.stratos.messaging.delivery.MessageTrace;
import io.stratos.messaging.delivery.Receipt;
import io.stratos.messaging.id.AttemptId;
import io.stratos.messaging.message.Message;
import io.stratos.messaging.message.MessageStatus;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One message, and why it went or did not. */
final class MessageRow {

    private final List<Decision> decisions = new ArrayList<>();
    private final List<AttemptRow> attempts = new ArrayList<>();
    private final List<Receipt> receipts = new ArrayList<>();
    private Message message;
    private final List<Intervention> interventions = new ArrayList<>();
    private int units = 1;

    /** The last token of a dispatch row that is gone. */
    long lastToken;

    MessageRow(Message message) {
        this.message = message;
    }

    Message message() {
        return message;
    }

    int units() {
        return units;
    }

    void decided(Decision decision) {
        decisions.add(decision.withoutRemedies());
    }

    Decision firstDecision() {
        return decisions.get(0);
    }

    void begin(AttemptRow attempt, int unitCount, Instant now) {
        attempts.add(attempt);
        units = unitCount;
        Address from = attempt.attempt().route().from();
        message = message.toBuilder().from(from).build();
        raise(MessageStatus.SENDING, now);
    }

    @Nullable
    AttemptRow attempt(AttemptId id) {
        return attempts.stream()
                .filter(row -> row.attempt().id().equals(id))
                .findFirst()
                .orElse(null);
    }

    void scheduled(Instant at) {
        message = message.toBuilder()
                .schedule(at, message.expiresAt().orElse(null))
                .build();
    }

    List<AttemptRow> attempts() {
        return attempts;
    }

    void intervened(Intervention intervention) {
        interventions.add(intervention);
    }

    /** From the beginning, as nothing of it ever was with a provider: the one way down for a status. */
    void begunAnew() {
        units = 1;
        message = message.toBuilder()
                .status(MessageStatus.QUEUED)
                .times(null, null, null, null)
                .build();
    }

    boolean isReportedOn() {
        return !receipts.isEmpty();
    }

    void received(Receipt receipt) {
        receipts.add(receipt);
    }

    /** Brings the message up to what its units have come to; the latest attempt of a unit speaks for it. */
    void followUnits(Instant now) {
        MessageStatus[] status = new MessageStatus[units];
        Arrays.fill(status, MessageStatus.SENDING);
        for (AttemptRow attempt : attempts) {
            status[attempt.attempt().unit()] = attempt.attempt().status();
        }
        raise(MessageStatus.ofUnits(Arrays.asList(status)), now);
    }

    /** The one place where a message's status and its times change. They tell the same story in any order of news. */
    void raise(MessageStatus news, Instant now) {
        MessageStatus next = message.status().after(news);
        if (next == message.status()) {
            return;
        }
        boolean arrived = next == MessageStatus.DELIVERED || next == MessageStatus.READ;
        boolean taken = arrived || next == MessageStatus.SENT || next == MessageStatus.UNDELIVERED;
        message = message.toBuilder()
                .status(next)
                .times(
                        firstIf(taken, message.sentAt(), now),
                        firstIf(arrived, message.deliveredAt(), now),
                        firstIf(next == MessageStatus.READ, message.readAt(), now),
                        next.isFailure() ? message.failedAt().orElse(now) : null)
                .build();
    }

    MessageTrace trace(@Nullable DispatchRow dispatch) {
        // A parked receipt is joined late but came early.
        List<Receipt> inOrder = receipts.stream()
                .sorted(Comparator.comparing(Receipt::receivedAt))
                .toList();
        return new MessageTrace(
                message,
                decisions,
                attempts.stream().map(AttemptRow::attempt).toList(),
                inOrder,
                interventions,
                dispatch == null ? null : dispatch.read());
    }

    private static @Nullable Instant firstIf(boolean happened, Optional<Instant> known, Instant now) {
        return known.orElse(happened ? now : null);
    }
}
