package io.stratos.messaging.internal.gate;

import io.stratos.messaging.consent.Purpose;
import io.stratos.messaging.consent.Suppression;
import io.stratos.messaging.consent.SuppressionReason;
import io.stratos.messaging.delivery.Ruling;
import io.stratos.messaging.delivery.Verdict;
import io.stratos.messaging.message.Message;
import io.stratos.messaging.message.Origin;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/** Nothing goes to an address that is suppressed, whatever its owner agreed to. */
final class SuppressionRule {

    static final String NAME = "suppression";

    private SuppressionRule() {}

    /** Who writes to us is answered: the one answer to a keyword, and what an agent writes to those without service. */
    static boolean concerns(Message message, Suppression suppression, Instant now) {
        boolean byHand = message.origin() == Origin.HOST
                && message.purpose() == Purpose.CONVERSATIONAL
                && !message.handling().isBulk();
        return suppression.holds(now)
                && message.origin() != Origin.KEYWORD_REPLY
                && !(byHand && suppression.reason() == SuppressionReason.DO_NOT_SERVICE);
    }

    static Verdict ask(Suppression suppression) {
        String reason = suppression.reason().name();
        return Verdict.of(
                        NAME,
                        Ruling.BLOCK,
                        "the address is suppressed since " + suppression.at().truncatedTo(ChronoUnit.SECONDS) + ": "
                                + reason.toLowerCase(Locale.ROOT).replace('_', ' ')
                                + suppression
                                        .expiry()
                                        .map(end -> ", until " + end.truncatedTo(ChronoUnit.SECONDS))
                                        .orElse(""))
                .wouldPass("if tenant.consent().lift(address, " + reason + ", ...) recorded that it is so no more");
    }
}
