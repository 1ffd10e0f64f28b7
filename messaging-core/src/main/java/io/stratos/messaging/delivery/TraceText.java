package io.stratos.messaging.delivery;

import io.stratos.messaging.message.Direction;
import io.stratos.messaging.message.Message;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Writes a trace for people: a column with the time since the message was handed in, and one fact in each line. */
final class TraceText {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSS'Z'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private TraceText() {}

    static String of(MessageTrace trace) {
        StringBuilder text = new StringBuilder();
        Message message = trace.message();
        text.append(String.format(
                Locale.ROOT,
                "message %s to %s: %s\n",
                message.id(),
                message.to().masked(),
                message.status()));
        text.append(String.format(
                Locale.ROOT,
                "%s %s, %s %s\n",
                word(message.purpose()),
                message.channel(),
                message.direction() == Direction.INBOUND ? "received" : "handed in",
                TIME.format(message.createdAt())));
        for (Events.Event event : Events.of(trace)) {
            Instant at = event.at();
            line(text, at == null ? "" : since(message.createdAt(), at), describe(event));
            if (event.fact() instanceof Decision decision) {
                verdicts(text, decision.verdicts(), false);
            }
        }
        return text.toString();
    }

    static String of(Explanation explanation) {
        StringBuilder text = new StringBuilder(of(explanation.trace()));
        Instant accepted = explanation.message().createdAt();
        Decision today = explanation.today();
        if (today != null) {
            String when = "the gate, asked again " + since(accepted, explanation.asOf()) + ": ";
            line(text, "now", when + (today.isAllowed() ? "it would pass" : today.ruling()));
            verdicts(
                    text,
                    today.verdicts().stream().filter(Verdict::standsInTheWay).toList(),
                    true);
        }
        explanation.repliesKnown().ifPresent(known -> line(text, "replies", known.sentence()));
        NextStep next = explanation.next();
        String when = next.when()
                .map(at -> TIME.format(at) + " (" + since(accepted, at) + "): ")
                .orElse("");
        line(text, "next", when + next.text());
        return text.toString();
    }

    /** A line for each verdict, and, if wanted, one for what would lift it: that holds only of what was asked just now. */
    static void verdicts(StringBuilder text, List<Verdict> verdicts, boolean withRemedies) {
        for (Verdict verdict : verdicts) {
            String from = verdict.allowedFrom()
                    .map(at -> ", not before " + TIME.format(at))
                    .orElse("");
            text.append(String.format(
                    Locale.ROOT,
                    "%17s%-9s %-6s  %s%s\n",
                    "",
                    verdict.rule(),
                    verdict.ruling(),
                    verdict.reason(),
                    from));
            String remedy = verdict.remedy();
            if (withRemedies && remedy != null) {
                text.append(String.format(Locale.ROOT, "%17s%-9s %-6s  would pass %s\n", "", "", "", remedy));
            }
        }
    }

    private static String describe(Events.Event event) {
        if (event.fact() instanceof Decision decision) {
            boolean atFirst = decision.stage() == Decision.Stage.ACCEPT;
            return "the gate, " + (atFirst ? "when handed in: " : "before sending: ") + decision.ruling();
        }
        if (event.fact() instanceof Attempt attempt) {
            return "request through " + attempt.route().provider() + " from "
                    + attempt.route().from().masked() + part(attempt) + ": " + describe(attempt.outcome());
        }
        if (event.fact() instanceof Receipt receipt) {
            String code = receipt.code() == null ? "" : " " + receipt.code();
            String detail = receipt.detail() == null ? "" : " (" + Masking.masked(receipt.detail()) + ")";
            return "receipt " + receipt.status() + code + detail;
        }
        if (event.fact() instanceof Intervention done) {
            return done.action() + " by " + done.by() + ": " + Masking.masked(done.reason());
        }
        return event.fact() instanceof Instant to
                ? "moved by the host to " + TIME.format(to)
                : "taken back by the host";
    }

    private static String part(Attempt attempt) {
        return attempt.unit() == 0 ? "" : ", part " + (attempt.unit() + 1);
    }

    private static String describe(@Nullable Outcome outcome) {
        if (outcome instanceof Outcome.Accepted accepted) {
            return "accepted as " + accepted.providerMessageId();
        }
        if (outcome instanceof Outcome.NotSent notSent) {
            String wait = notSent.askedToWait()
                    .map(asked -> "; the provider asked to wait " + words(asked))
                    .orElse("");
            return "not sent, " + Masking.masked(notSent.reason()) + wait;
        }
        if (outcome instanceof Outcome.Refused refused) {
            return "refused, " + refused.refusal() + " " + refused.code() + " " + Masking.masked(refused.detail());
        }
        if (outcome instanceof Outcome.InDoubt doubt) {
            return "in doubt, " + Masking.masked(doubt.reason());
        }
        return "no answer yet";
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    private static String since(Instant accepted, Instant at) {
        Duration passed = Duration.between(accepted, at);
        return passed.isNegative() ? "-" + words(passed.negated()) : "+" + words(passed);
    }

    /** Precise where it is short: milliseconds within a minute, seconds within an hour, minutes within a day. */
    static String words(Duration duration) {
        if (duration.toMinutes() == 0) {
            return String.format(Locale.ROOT, "%d.%03d s", duration.toSeconds(), duration.toMillisPart());
        }
        if (duration.toHours() == 0) {
            return String.format(Locale.ROOT, "%d min %02d s", duration.toMinutes(), duration.toSecondsPart());
        }
        if (duration.toDays() == 0) {
            return String.format(Locale.ROOT, "%d h %02d min", duration.toHours(), duration.toMinutesPart());
        }
        return String.format(Locale.ROOT, "%d d %02d h", duration.toDays(), duration.toHoursPart());
    }

    private static void line(StringBuilder text, String column, String what) {
        text.append(String.format(Locale.ROOT, "%13s  %s\n", column, what));
    }
}
