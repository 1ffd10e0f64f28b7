package io.stratos.messaging.delivery;

import io.stratos.messaging.message.Message;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Why a message went, waited or was refused: every decision, attempt, receipt and
 * intervention, each list oldest first.
 *
 * @param message the message as it stands
 * @param decisions what the gate said, each time it was asked
 * @param attempts every request that was, or was about to be, written
 * @param receipts what the provider reported
 * @param interventions what people did to it
 * @param dispatch what is still to be done about it; null once nothing is
 */
public record MessageTrace(
        Message message,
        List<Decision> decisions,
        List<Attempt> attempts,
        List<Receipt> receipts,
        List<Intervention> interventions,
        @Nullable Dispatch dispatch) {

    /** Copies the lists. */
    public MessageTrace {
        decisions = List.copyOf(decisions);
        attempts = List.copyOf(attempts);
        receipts = List.copyOf(receipts);
        interventions = List.copyOf(interventions);
    }

    /** {@return the trace as text for people, a line for each fact, no number unmasked} */
    public String toText() {
        return TraceText.of(this);
    }
}
