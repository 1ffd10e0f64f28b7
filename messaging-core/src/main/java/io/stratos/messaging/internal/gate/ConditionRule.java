package io.stratos.messaging.internal.gate;

import io.stratos.messaging.delivery.Ruling;
import io.stratos.messaging.delivery.Verdict;
import java.time.Duration;
import java.time.Instant;

/** The host's own question about a message. No answer means not now, never a guess. */
final class ConditionRule {

    static final String NAME = "condition";

    private static final Duration SHORTEST = Duration.ofSeconds(10);
    private static final Duration LONGEST = Duration.ofMinutes(10);

    private ConditionRule() {}

    /**
     * Turns the host's reply into a verdict.
     *
     * @param owed since when the message is due
     */
    static Verdict ask(String condition, Known.Reply reply, Instant owed, Instant now) {
        if (reply.answer().isEmpty()) {
            return Verdict.defer(
                    NAME,
                    "nobody can say whether '" + condition + "' holds: " + reply.reason(),
                    now.plus(wait(owed, now)));
        }
        return reply.answer().get()
                ? Verdict.of(NAME, Ruling.ALLOW, "'" + condition + "' holds")
                : Verdict.of(NAME, Ruling.BLOCK, "'" + condition + "' does not hold any more");
    }

    /** As long as the message has been waiting already: each wait doubles that. */
    private static Duration wait(Instant owed, Instant now) {
        Duration waited = Duration.between(owed, now);
        if (waited.compareTo(SHORTEST) < 0) {
            return SHORTEST;
        }
        return waited.compareTo(LONGEST) > 0 ? LONGEST : waited;
    }
}
