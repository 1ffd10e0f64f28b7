package io.stratos.messaging.spi.store;

import io.stratos.messaging.delivery.Decision;
import io.stratos.messaging.delivery.Verdict;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** The engine's gate, as a store calls it under the recipient's lock. */
@FunctionalInterface
public interface SendGate {

    /**
     * Decides about one claim. Quick, does no I/O, calls nothing of the store.
     *
     * @param claim what is about to be sent
     * @param recipient the recipient's row, read under its lock; {@link AddressRecord#readAt()} is now
     * @return what shall happen
     */
    IntentDecision decide(Claim claim, AddressRecord recipient);

    /**
     * What becomes of a claim that may go but for a limit. Called under the locks of the limits' rows; the same rules hold
     * as for {@link #decide}.
     *
     * @param claim what was about to be sent
     * @param proceed what {@link #decide} said
     * @param over the limit that has no room longest
     * @param from when it has room, as far as can be said now
     * @return what shall happen; unless overridden, it waits until then or until it expires
     */
    default IntentDecision overLimit(Claim claim, IntentDecision.Proceed proceed, Draw over, Instant from) {
        List<Verdict> verdicts = new ArrayList<>(proceed.decision().verdicts());
        String rule = over.key().scope() == Draw.Scope.BUDGET ? "budget" : "limit";
        verdicts.add(Verdict.defer(rule, "there is no room within " + over.words(), from));
        Decision decision =
                new Decision(proceed.decision().at(), proceed.decision().stage(), verdicts);
        Instant until = claim.message().expiresAt().filter(from::isAfter).orElse(from);
        return new IntentDecision.Defer(decision, until, over.key().scope(), List.of());
    }
}
