package io.stratos.messaging.delivery;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Writes a trace for people. */
final class TraceText {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSS'Z'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private TraceText() {}

    static String of(MessageTrace trace) {
        StringBuilder text = new StringBuilder();
        text.append("message ")
                .append(trace.message().id())
                .append(" to ")
                .append(trace.message().to().masked())
                .append(": ")
                .append(trace.message().status())
                .append('\n');
        for (Decision decision : trace.decisions()) {
            line(
                    text,
                    decision.at(),
                    (decision.stage() == Decision.Stage.ACCEPT ? "when handed in: " : "before sending: ")
                            + decision.ruling());
            for (Verdict verdict : decision.verdicts()) {
                text.append(String.format(
                        Locale.ROOT,
                        "      %-10s %-7s %s%s%n",
                        verdict.rule(),
                        verdict.ruling(),
                        verdict.reason(),
                        verdict.allowedFrom()
                                .map(at -> ", from " + TIME.format(at))
                                .orElse("")));
            }
        }
        for (Attempt attempt : trace.attempts()) {
            line(text, attempt.startedAt(), "attempt " + attempt.id() + describe(attempt));
        }
        for (Receipt receipt : trace.receipts()) {
            String code = receipt.code() == null ? "" : " (" + receipt.code() + ")";
            line(text, receipt.receivedAt(), "receipt " + receipt.status() + code);
        }
        for (Intervention done : trace.interventions()) {
            line(text, done.at(), done.action() + " by " + done.by() + ": " + done.reason());
        }
        return text.toString();
    }

    private static String describe(Attempt attempt) {
        String where = " through " + attempt.route().provider() + " from "
                + attempt.route().from().masked();
        Outcome outcome = attempt.outcome();
        if (outcome instanceof Outcome.Accepted accepted) {
            return where + ": accepted as " + accepted.providerMessageId();
        }
        if (outcome instanceof Outcome.NotSent notSent) {
            return where + ": not sent, " + notSent.reason();
        }
        if (outcome instanceof Outcome.Refused refused) {
            return where + ": refused, " + refused.refusal() + " " + refused.code() + " " + refused.detail();
        }
        if (outcome instanceof Outcome.InDoubt doubt) {
            return where + ": in doubt, " + doubt.reason();
        }
        return where + ": no answer yet";
    }

    private static void line(StringBuilder text, Instant at, String what) {
        text.append("  ").append(TIME.format(at)).append("  ").append(what).append('\n');
    }
}
