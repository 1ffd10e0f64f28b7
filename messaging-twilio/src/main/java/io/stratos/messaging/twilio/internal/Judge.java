package io.stratos.messaging.twilio.internal;

import com.fasterxml.jackson.databind.JsonNode;
import io.stratos.messaging.delivery.Outcome;
import io.stratos.messaging.delivery.Refusal;
import io.stratos.messaging.spi.http.Reply;
import io.stratos.messaging.twilio.TwilioErrorClass;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Says what came of a request to send, by what is certain. */
final class Judge {

    private final ErrorClasses classes;

    Judge(ErrorClasses classes) {
        this.classes = classes;
    }

    Outcome outcome(Reply reply) {
        if (reply instanceof Reply.Unwritten unwritten) {
            return new Outcome.NotSent(unwritten.reason(), null);
        }
        if (reply instanceof Reply.Unanswered unanswered) {
            return new Outcome.InDoubt(unanswered.reason());
        }
        return judge((Reply.Answer) reply);
    }

    private Outcome judge(Reply.Answer answer) {
        Optional<JsonNode> json = Json.object(answer.body());
        return switch (answer.status()) {
            case 201 -> created(json);
            // Never processed, as Twilio says of every answer with this status.
            case 429 ->
                new Outcome.NotSent(words(answer, json), answer.retryAfter().orElse(null));
            // Whoever gave up waiting cannot say how much of the request got through.
            case 408, 425 -> new Outcome.InDoubt(words(answer, json));
            default ->
                answer.status() >= 400 && answer.status() < 500
                        ? refused(answer, json)
                        : new Outcome.InDoubt(words(answer, json));
        };
    }

    private static Outcome created(Optional<JsonNode> json) {
        String sid = json.map(message -> Json.text(message, "sid")).orElse("");
        return Sids.isMessage(sid)
                ? new Outcome.Accepted(sid)
                : new Outcome.InDoubt("HTTP 201 without a message that names its SID");
    }

    private Outcome refused(Reply.Answer answer, Optional<JsonNode> json) {
        Integer code = json.map(Judge::code).orElse(null);
        String words = words(answer, json);
        TwilioErrorClass known = classes.of(code).orElse(null);
        if (known == TwilioErrorClass.RATE_LIMIT) {
            return new Outcome.NotSent(words, answer.retryAfter().orElse(null));
        }
        if (known == TwilioErrorClass.AMBIGUOUS || known == TwilioErrorClass.TRANSIENT) {
            return new Outcome.InDoubt(words);
        }
        String shown = code == null ? "http-" + answer.status() : code.toString();
        return new Outcome.Refused(known == null ? byStatus(answer.status()) : refusal(known), shown, words);
    }

    private static Refusal byStatus(int status) {
        return status == 401 || status == 403 ? Refusal.ACCOUNT : Refusal.REQUEST;
    }

    private static Refusal refusal(TwilioErrorClass known) {
        return switch (known) {
            case OPT_OUT -> Refusal.OPT_OUT;
            case RECIPIENT_INVALID, RECIPIENT_NOT_ALLOWED, BLOCKED, BLOCKED_TEMPORARY -> Refusal.RECIPIENT;
            case SENDER, SENDER_POOL, REGISTRATION, DAILY_CAP, ROUTE -> Refusal.SENDER;
            case CONTENT, MMS_UNSUPPORTED -> Refusal.CONTENT;
            case AUTH, ACCOUNT, NOT_FOUND -> Refusal.ACCOUNT;
            case REQUEST, SCHEDULE -> Refusal.REQUEST;
            case RATE_LIMIT, AMBIGUOUS, TRANSIENT -> throw new IllegalArgumentException(known + " is no refusal");
        };
    }

    /** A number, though some gateways write it as text; null if there is none. */
    private static @Nullable Integer code(JsonNode problem) {
        int code = problem.path("code").asInt(0);
        return code > 0 ? code : null;
    }

    private static String words(Reply.Answer answer, Optional<JsonNode> json) {
        String message = json.map(problem -> Json.text(problem, "message")).orElse("");
        Integer code = json.map(Judge::code).orElse(null);
        return "HTTP " + answer.status() + (code == null ? "" : ", code " + code)
                + (message.isEmpty() ? "" : ": " + Discreet.sentence(message));
    }
}
