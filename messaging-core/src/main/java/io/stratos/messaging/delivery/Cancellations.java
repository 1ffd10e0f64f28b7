package io.stratos.messaging.delivery;

import io.stratos.messaging.id.MessageId;
import java.util.List;

/**
 * What came of taking back all messages about one thing. Those that were over before are in neither list.
 *
 * @param cancelled those that will not be sent, oldest first
 * @param tooLate those the provider has or may have, oldest first
 */
public record Cancellations(List<MessageId> cancelled, List<MessageId> tooLate) {

    /** Copies the lists. */
    public Cancellations {
        cancelled = List.copyOf(cancelled);
        tooLate = List.copyOf(tooLate);
    }
}
