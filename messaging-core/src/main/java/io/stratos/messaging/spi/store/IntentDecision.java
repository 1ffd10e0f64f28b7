package io.stratos.messaging.spi.store;

import io.stratos.messaging.delivery.Decision;
import io.stratos.messaging.message.MessageStatus;
import io.stratos.messaging.routing.Route;
import java.time.Instant;

/** What the gate said about a claim: something to be written, or that it cannot tell yet. */
public sealed interface IntentDecision {

    /** What was decided; the store writes it together with its verdicts. */
    sealed interface Decided extends IntentDecision {

        /** {@return the verdicts, to be kept with the message} */
        Decision decision();
    }

    /**
     * It may go, this way.
     *
     * @param decision the verdicts
     * @param route through which provider, from which sender
     * @param unitLimit the text limit by which the message is cut
     * @param unitCount into how many units
     */
    record Proceed(Decision decision, Route route, int unitLimit, int unitCount) implements Decided {}

    /**
     * Not yet.
     *
     * @param decision the verdicts
     * @param until when to ask again
     */
    record Defer(Decision decision, Instant until) implements Decided {}

    /**
     * Never.
     *
     * @param decision the verdicts
     * @param status how the message ends: {@code BLOCKED}, {@code EXPIRED} or {@code FAILED}
     */
    record Stop(Decision decision, MessageStatus status) implements Decided {}

    /**
     * The gate lacks something that it cannot fetch under a lock. The row is CLAIMED, or stays so; nothing else is kept.
     * Who asked fetches it, holding nothing, and asks again with {@link MessagingStore#intent}.
     */
    record Hold() implements IntentDecision {}

    /**
     * Not by this engine, not now, for a reason that is over soon and that nobody needs to read later. The row is READY as
     * it was, its token too; nothing is kept.
     */
    record Leave() implements IntentDecision {}
}
