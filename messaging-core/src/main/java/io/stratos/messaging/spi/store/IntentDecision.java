package io.stratos.messaging.spi.store;

import io.stratos.messaging.delivery.Decision;
import io.stratos.messaging.message.MessageStatus;
import io.stratos.messaging.routing.Route;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the gate said about a claim: something to be written, or that it cannot tell yet. */
public sealed interface IntentDecision {

    /** What was decided; the store writes it together with its verdicts. */
    sealed interface Decided extends IntentDecision {

        /** {@return the verdicts, to be kept with the message} */
        Decision decision();

        /** {@return percentages of limits that it reached; found by the store, the gate gives none} */
        default List<Crossing> crossings() {
            return List.of();
        }
    }

    /**
     * It may go, this way, if every limit has room for it.
     *
     * @param decision the verdicts
     * @param route through which provider, from which sender
     * @param unitLimit the text limit by which the message is cut
     * @param unitCount into how many units
     * @param draws what it uses of which limits; mostly nothing
     * @param crossings what the store reached by these draws; the gate gives none
     */
    record Proceed(
            Decision decision, Route route, int unitLimit, int unitCount, List<Draw> draws, List<Crossing> crossings)
            implements Decided {

        /** Copies the lists. */
        public Proceed {
            draws = List.copyOf(draws);
            crossings = List.copyOf(crossings);
        }

        /**
         * It may go, and no limit concerns it.
         *
         * @param decision the verdicts
         * @param route through which provider, from which sender
         * @param unitLimit the text limit by which the message is cut
         * @param unitCount into how many units
         */
        public Proceed(Decision decision, Route route, int unitLimit, int unitCount) {
            this(decision, route, unitLimit, unitCount, List.of(), List.of());
        }
    }

    /**
     * Not yet.
     *
     * @param decision the verdicts
     * @param until when to ask again
     * @param waitsFor the sort of limit that had no room; null if it waits for something else
     * @param crossings what was reached although it did not go; the gate gives none
     */
    record Defer(Decision decision, Instant until, Draw.@Nullable Scope waitsFor, List<Crossing> crossings)
            implements Decided {

        /** Copies the list. */
        public Defer {
            crossings = List.copyOf(crossings);
        }

        /**
         * Not yet, and no limit is the cause.
         *
         * @param decision the verdicts
         * @param until when to ask again
         */
        public Defer(Decision decision, Instant until) {
            this(decision, until, null, List.of());
        }
    }

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
