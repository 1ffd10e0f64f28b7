package io.stratos.messaging.simulation;

import io.stratos.messaging.message.MessageStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What becomes of a message after it arrived, and how the news of it travels. */
record ReceiptPlan(List<Step> steps, int copies, Duration lateness, boolean reordered) {

    static final ReceiptPlan NONE = new ReceiptPlan(List.of(), 1, Duration.ZERO, false);

    private static final Duration BETWEEN_COPIES = Duration.ofMillis(500);

    /** A status the message reaches some time after it arrived. */
    record Step(
            MessageStatus status, Duration after, @Nullable String code) {}

    /** A receipt and the time from which it may be handed out. */
    record Planned(Step step, Instant due) {}

    ReceiptPlan {
        steps = List.copyOf(steps);
    }

    ReceiptPlan plus(Step step) {
        List<Step> all = new ArrayList<>(steps);
        all.add(step);
        return new ReceiptPlan(all, copies, lateness, reordered);
    }

    ReceiptPlan copies(int count) {
        return new ReceiptPlan(steps, count, lateness, reordered);
    }

    ReceiptPlan later(Duration by) {
        return new ReceiptPlan(steps, copies, lateness.plus(by), reordered);
    }

    ReceiptPlan backwards() {
        return new ReceiptPlan(steps, copies, lateness, true);
    }

    /** The receipts of a message that arrived at an instant; the copies of all follow the first of each. */
    List<Planned> of(Instant arrived) {
        List<Planned> planned = new ArrayList<>();
        for (int copy = 0; copy < copies; copy++) {
            for (int i = 0; i < steps.size(); i++) {
                Step told = steps.get(reordered ? steps.size() - 1 - i : i);
                Instant due = arrived.plus(steps.get(i).after()).plus(lateness);
                planned.add(new Planned(told, due.plus(BETWEEN_COPIES.multipliedBy(copy))));
            }
        }
        return planned;
    }

    /** How far a message that arrived at an instant has come, whatever news of it travels. */
    MessageStatus statusAt(Instant arrived, Instant now) {
        MessageStatus status = MessageStatus.SENT;
        for (Step step : steps) {
            if (!arrived.plus(step.after()).isAfter(now)) {
                status = status.after(step.status());
            }
        }
        return status;
    }
}
