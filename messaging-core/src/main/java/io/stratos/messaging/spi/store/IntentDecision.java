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
     * @param latest when it must have reached the contact, not included; null if nothing says so. Stores hand it back and
     *     keep it nowhere
     */
    record Proceed(
            Decision decision,
            Route route,
            int unitLimit,
            int unitCount,
            List<Draw> draws,
            List<Crossing> crossings,
            @Nullable Instant latest)
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
            this(decision, route, unitLimit, unitCount, List.of(), List.of(), null);
        }
    }

    /**
     * Not yet.
     *
     * @param decision the verdicts
     * @param until when to ask again
     * @param waitsFor the sort of limit that had no room; null if it waits for something else
     * @param crossings what was reached although it did not go; the gate gives none
     * @param owed since when the message is to go all the same, kept for {@link Claim#due()} and the order in which late
     *     ones go; null if it is to go at {@code until}
     */
    record Defer(
            Decision decision,
            Instant until,
            Draw.@Nullable Scope waitsFor,
            List<Crossing> crossings,
            @Nullable Instant owed)
            implements Decided {

        /** Copies the list. */
        public Defer {
            crossings = List.copyOf(crossings);
        }

        /**
         * Not yet, and not late then.
         *
         * @param decision the verdicts
         * @param until when to ask again
         * @param waitsFor the sort of limit that had no room; null if it waits for something else
         * @param crossings what was reached although it did not go; the gate gives none
         */
        public Defer(Decision decision, Instant until, Draw.@Nullable Scope waitsFor, List<Crossing> crossings) {
            this(decision, until, waitsFor, crossings, null);
        }

        /**
         * Not yet, not late then, and no limit is the cause.
         *
         * @param decision the verdicts
         * @param until when to ask again
         */
        public Defer(Decision decision, Instant until) {
            this(decision, until, null, List.of(), null);
        }

        /**
         * The same for a message that is to go since another instant.
         *
         * @param since since when; null if it is to go at {@link #until()}
         * @return a new value
         */
        public Defer owing(@Nullable Instant since) {
            return new Defer(decision, until, waitsFor, crossings, since);
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
     * It is late, and may go unless the contact has got a late message since it was due. The store decides which, under a
     * lock on the message's conversation that it takes after all others: it is the first message of those that were due
     * before its intent which goes, on all nodes together. What came of it is written and returned as the one or the
     * other.
     *
     * @param way how it goes; from then on the conversation has got a late message now
     * @param due since when the message is to go
     * @param otherwise what happens if the conversation has got a late message at or after {@code due}
     */
    record CatchUp(Proceed way, Instant due, Stop otherwise) implements IntentDecision {}

    /**
     * It is the first text to the contact that is to carry the tenant's disclosure, unless another one did. The store decides
     * which, by {@link AddressNotes#disclosed()} as it stands under an exclusive lock of the recipient's row, which it tries
     * to get without waiting, before all others but those it has. What came of it is written and returned as the one or the
     * other:
     *
     * <ul>
     *   <li>the lock is not free, or an earlier one of the same call goes the first way to the same address: as with
     *       {@link Leave}; a claim that was held before is READY again;
     *   <li>the row names another message, and of that a provider took a request, or one is on its way or in doubt:
     *       {@code otherwise}; where a provider took it that is noted as certain;
     *   <li>else {@code way}, and if that is a {@link Proceed} in the end, the row names this message from then on. So a
     *       message that was cancelled, expired, refused or not delivered, or that waits for another try, uses nothing up.
     * </ul>
     *
     * @param way how it goes with the disclosure, a {@link Proceed} or a {@link CatchUp}
     * @param otherwise how it goes without
     */
    record First(IntentDecision way, IntentDecision otherwise) implements IntentDecision {}

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
