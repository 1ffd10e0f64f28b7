package io.stratos.messaging.delivery;

import io.stratos.messaging.id.MessageId;
import java.util.List;

/**
 * What came of moving all messages about one thing. Those that were over before are in neither list.
 *
 * @param rescheduled those that go at the new time, oldest first
 * @param tooLate those the provider has or may have, oldest first
 */
public record Reschedulings(List<MessageId> rescheduled, List<MessageId> tooLate) {

    /** Copies the lists. */
    public Reschedulings {
        rescheduled = List.copyOf(rescheduled);
        tooLate = List.copyOf(tooLate);
    }
}
