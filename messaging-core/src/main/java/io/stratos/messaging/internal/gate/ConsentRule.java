package io.stratos.messaging.internal.gate;

import io.stratos.messaging.consent.Consent;
import io.stratos.messaging.consent.ConsentStatus;
import io.stratos.messaging.consent.Purpose;
import io.stratos.messaging.delivery.Ruling;
import io.stratos.messaging.delivery.Verdict;
import io.stratos.messaging.message.Message;
import io.stratos.messaging.message.Origin;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/** Nothing goes to somebody who did not agree to it. */
final class ConsentRule {

    private static final String NAME = "consent";

    private ConsentRule() {}

    static Verdict ask(Message message, Consent consent) {
        if (message.origin() == Origin.KEYWORD_REPLY) {
            return Verdict.of(NAME, Ruling.ALLOW, "the one answer to a keyword the contact sent");
        }
        if (consent.isStopped()) {
            Instant since = consent.stoppedAt().orElseThrow().truncatedTo(ChronoUnit.SECONDS);
            return Verdict.of(NAME, Ruling.BLOCK, "the contact opted out of everything at " + since);
        }
        Purpose purpose = message.purpose();
        String what = purpose.name().toLowerCase(Locale.ROOT) + " messages";
        ConsentStatus status = consent.status(purpose);
        if (status == ConsentStatus.UNKNOWN
                && purpose == Purpose.CONVERSATIONAL
                && consent.status(Purpose.TRANSACTIONAL) == ConsentStatus.OPTED_IN) {
            return Verdict.of(
                    NAME, Ruling.ALLOW, "the contact opted in to transactional messages, which covers replies");
        }
        return switch (status) {
            case OPTED_IN -> Verdict.of(NAME, Ruling.ALLOW, "the contact opted in to " + what);
            case OPTED_OUT -> Verdict.of(NAME, Ruling.BLOCK, "the contact opted out of " + what);
            case PENDING -> Verdict.of(NAME, Ruling.BLOCK, "the contact has not confirmed yet that they want " + what);
            case UNKNOWN ->
                Verdict.of(
                        NAME,
                        Ruling.BLOCK,
                        "no consent to " + what + " is recorded; record it with tenant.consent().optIn(...)");
        };
    }
}
