package io.stratos.messaging.spi.store;

import io.stratos.messaging.delivery.Decision;
import io.stratos.messaging.message.MessageStatus;
import io.stratos.messaging.routing.Route;
import java.time.Instant;

/** What the gate decided about a claim. */
public sealed interface IntentDecision {

    /** {@return the verdicts, to be kept with the message} */
    Decision decision();

    /**
     * It may go, this way.
     *
     * @param decision the verdicts
     * @param route through which provider, from which sender
     * @param unitLimit the text limit by which the message is cut
     * @param unitCount into how many units
     */
    record Proceed(Decision decision, Route route, int unitLimit, int unitCount) implements IntentDecision {}

    /**
     * Not yet.
     *
     * @param decision the verdicts
     * @param until when to ask again
     */
    record Defer(Decision decision, Instant until) implements IntentDecision {}

    /**
     * Never.
     *
     * @param decision the verdicts
     * @param status how the message ends: {@code BLOCKED}, {@code EXPIRED} or {@code FAILED}
     */
    record Stop(Decision decision, MessageStatus status) implements IntentDecision {}
}
