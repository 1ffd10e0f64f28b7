package io.stratos.messaging.spi.store;

import io.stratos.messaging.delivery.Attempt;
import io.stratos.messaging.message.Message;
import java.util.List;

/**
 * What workers had left behind.
 *
 * @param released how many expired claims are due again
 * @param doubted how many requests on their way came into doubt
 * @param due doubts to look into
 */
public record Recovered(int released, int doubted, List<Doubt> due) {

    /** Copies the list. */
    public Recovered {
        due = List.copyOf(due);
    }

    /**
     * An attempt whose fate is unknown, ours to look into.
     *
     * @param token the proof
     * @param message the message
     * @param attempt the attempt
     * @param unitLimit the text limit by which the message was cut
     * @param checks how often it was looked into before
     */
    public record Doubt(ClaimToken token, Message message, Attempt attempt, int unitLimit, int checks) {}
}
