package io.stratos.messaging.internal.gate;

import io.stratos.messaging.consent.Consent;
import io.stratos.messaging.consent.ConsentAction;
import io.stratos.messaging.consent.ConsentEvent;
import io.stratos.messaging.consent.ConsentSource;
import io.stratos.messaging.consent.ConsentStatus;
import io.stratos.messaging.consent.Evidence;
import io.stratos.messaging.consent.Purpose;
import io.stratos.messaging.consent.Standing;
import io.stratos.messaging.delivery.Ruling;
import io.stratos.messaging.delivery.Verdict;
import io.stratos.messaging.message.Message;
import io.stratos.messaging.message.Origin;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/** Nothing goes to somebody who did not agree to it. */
final class ConsentRule {

    static final String NAME = "consent";

    private static final Verdict ANSWER =
            Verdict.of(NAME, Ruling.ALLOW, "the one answer to a keyword the contact sent");
    private static final Verdict COVERED =
            Verdict.of(NAME, Ruling.ALLOW, "the contact opted in to transactional messages, which covers replies");

    /** What is said most often, and about everybody alike. */
    private static final Map<Purpose, Verdict> OPTED_IN = Arrays.stream(Purpose.values())
            .collect(Collectors.toUnmodifiableMap(purpose -> purpose, purpose -> optedIn(purpose, "")));

    private ConsentRule() {}

    static Verdict ask(Message message, Consent consent) {
        boolean isAnswer = message.origin() == Origin.KEYWORD_REPLY;
        // The answer to a command about time, which is said in conversation, may still wait when a STOP comes.
        if (isAnswer && !(message.purpose() == Purpose.CONVERSATIONAL && consent.isStopped())) {
            return ANSWER;
        }
        Purpose purpose = message.purpose();
        Standing standing = consent.standing(purpose);
        if (!consent.isStopped()
                && message.origin() != Origin.CONSENT_REQUEST
                && standing.status() == ConsentStatus.OPTED_IN) {
            return standing.until() == null
                    ? Objects.requireNonNull(OPTED_IN.get(purpose))
                    : optedIn(purpose, ", until " + standing.until().truncatedTo(ChronoUnit.SECONDS));
        }
        return otherwise(message, consent, what(purpose));
    }

    private static String what(Purpose purpose) {
        return purpose.name().toLowerCase(Locale.ROOT) + " messages";
    }

    private static Verdict optedIn(Purpose purpose, String until) {
        return Verdict.of(NAME, Ruling.ALLOW, "the contact opted in to " + what(purpose) + until);
    }

    private static Verdict otherwise(Message message, Consent consent, String what) {
        Purpose purpose = message.purpose();
        if (consent.isStopped()) {
            Instant since = consent.stoppedAt().orElseThrow().truncatedTo(ChronoUnit.SECONDS);
            return Verdict.of(NAME, Ruling.BLOCK, "the contact opted out of everything at " + since)
                    .wouldPass(
                            "if the contact texted START, or tenant.consent().resubscribe(...) recorded that they asked"
                                    + " for it"
                                    + (passesAfterStart(purpose, consent) ? "" : ", and opted in to " + what));
        }
        if (message.origin() == Origin.CONSENT_REQUEST) {
            return request(consent.standing(purpose), what);
        }
        return switch (consent.status(purpose)) {
            case OPTED_IN -> throw new IllegalStateException("said before");
            case OPTED_OUT ->
                Verdict.of(NAME, Ruling.BLOCK, "the contact opted out of " + what)
                        .wouldPass("if the contact opted in to " + what + " again");
            case PENDING ->
                Verdict.of(NAME, Ruling.BLOCK, "the contact has not confirmed yet that they want " + what)
                        .wouldPass("if the contact confirmed that they want " + what);
            case UNKNOWN -> unknown(purpose, consent, what);
        };
    }

    private static Verdict request(Standing standing, String what) {
        return standing.pendingUntil().isPresent()
                ? Verdict.of(NAME, Ruling.ALLOW, "it asks the contact to confirm that they want " + what)
                : Verdict.of(NAME, Ruling.BLOCK, "nobody waits any more for the contact to confirm " + what)
                        .wouldPass("if tenant.consent().request(...) asked anew");
    }

    private static Verdict unknown(Purpose purpose, Consent consent, String what) {
        if (coversReplies(purpose, consent)) {
            return COVERED;
        }
        return Verdict.of(
                        NAME,
                        Ruling.BLOCK,
                        "no consent to " + what + " is recorded; record it with tenant.consent().optIn(...)")
                .wouldPass("if the contact opted in to " + what
                        + (purpose == Purpose.CONVERSATIONAL ? ", or wrote to us first" : ""));
    }

    private static boolean coversReplies(Purpose purpose, Consent consent) {
        return purpose == Purpose.CONVERSATIONAL
                && consent.status(Purpose.CONVERSATIONAL) == ConsentStatus.UNKNOWN
                && consent.status(Purpose.TRANSACTIONAL) == ConsentStatus.OPTED_IN;
    }

    private static boolean passesAfterStart(Purpose purpose, Consent consent) {
        Consent after = consent.after(new ConsentEvent(
                Instant.EPOCH,
                consent.address(),
                ConsentAction.RESUBSCRIBE,
                null,
                Evidence.from(ConsentSource.KEYWORD)));
        return after.status(purpose) == ConsentStatus.OPTED_IN || coversReplies(purpose, after);
    }
}
