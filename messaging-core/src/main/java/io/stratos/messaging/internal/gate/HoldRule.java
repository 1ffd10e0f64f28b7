package io.stratos.messaging.internal.gate;

import io.stratos.messaging.consent.Purpose;
import io.stratos.messaging.delivery.Verdict;
import io.stratos.messaging.message.Message;
import io.stratos.messaging.message.Origin;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** While somebody has to decide whether the contact meant to revoke, what nobody wrote for them by hand waits. */
final class HoldRule {

    static final String NAME = "hold";

    /** Whoever decides makes what waits due; this is for what was just locked then. */
    private static final Duration LOOK_AGAIN = Duration.ofHours(6);

    private HoldRule() {}

    static boolean concerns(Message message) {
        boolean byHand = message.origin() == Origin.HOST
                && message.purpose() == Purpose.CONVERSATIONAL
                && !message.handling().isBulk();
        return !byHand && message.origin() != Origin.KEYWORD_REPLY;
    }

    static Verdict ask(Message message, Instant since, Instant now) {
        Instant later = now.plus(LOOK_AGAIN);
        Instant until = message.expiresAt()
                .filter(end -> end.isBefore(later) && end.isAfter(now))
                .orElse(later);
        return Verdict.defer(
                        NAME,
                        "the contact may have wanted to opt out at " + since.truncatedTo(ChronoUnit.SECONDS)
                                + ", and nobody has decided yet",
                        until)
                .wouldPass("if tenant.consent().release(...) recorded that the contact did not mean to opt out");
    }
}
