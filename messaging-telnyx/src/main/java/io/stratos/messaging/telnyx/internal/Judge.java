package io.stratos.messaging.telnyx.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.stratos.messaging.contact.Address;
import io.stratos.messaging.delivery.Outcome;
import io.stratos.messaging.delivery.Refusal;
import io.stratos.messaging.spi.http.Reply;
import io.stratos.messaging.spi.provider.SendRequest;
import io.stratos.messaging.telnyx.TelnyxErrorClass;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Says what came of a request to send, by what is certain. */
final class Judge {

    private static final int LONGEST_WORDS = 300;

    private final ErrorClasses classes;

    Judge(ErrorClasses classes) {
        this.classes = classes;
    }

    Outcome outcome(Reply reply, SendRequest request) {
        if (reply instanceof Reply.Unwritten unwritten) {
            return new Outcome.NotSent(unwritten.reason(), null);
        }
        if (reply instanceof Reply.Unanswered unanswered) {
            return new Outcome.InDoubt(unanswered.reason());
        }
        return judge((Reply.Answer) reply, request);
    }

    private Outcome judge(Reply.Answer answer, SendRequest request) {
        Optional<JsonNode> json = Optional.ofNullable(answer.body())
                .map(body -> body.getBytes(StandardCharsets.UTF_8))
                .flatMap(Json::object);
        if (answer.status() >= 200 && answer.status() < 300) {
            String id = json.map(body -> Json.text(body.path("data"), "id")).orElse("");
            return id.isBlank()
                    ? new Outcome.InDoubt("HTTP " + answer.status() + " without a message that names its id")
                    : new Outcome.Accepted(id);
        }
        JsonNode error = json.map(body -> body.path("errors").path(0)).orElse(MissingNode.getInstance());
        String words = words(answer, error, request);
        return switch (answer.status()) {
            case 429 -> new Outcome.NotSent(words, RetryAfter.of(answer));
            // Whoever gave up waiting cannot say how much of the request got through.
            case 408, 425 -> new Outcome.InDoubt(words);
            default ->
                answer.status() >= 400 && answer.status() < 500
                        ? refused(answer, Json.text(error, "code"), words)
                        : new Outcome.InDoubt(words);
        };
    }

    private Outcome refused(Reply.Answer answer, String code, String words) {
        String shown = code.isBlank() ? "http-" + answer.status() : code;
        Optional<TelnyxErrorClass> known = classes.of(code);
        if (known.isEmpty()) {
            boolean credentials = answer.status() == 401 || answer.status() == 403;
            return new Outcome.Refused(credentials ? Refusal.ACCOUNT : Refusal.REQUEST, shown, words);
        }
        return switch (known.get()) {
            case RATE_LIMIT, QUEUE_FULL, SENDER_TEMPORARY -> new Outcome.NotSent(words, RetryAfter.of(answer));
            case AMBIGUOUS, TRANSIENT -> new Outcome.InDoubt(words);
            case OPT_OUT -> new Outcome.Refused(Refusal.OPT_OUT, shown, words);
            case RECIPIENT_INVALID, RECIPIENT_NOT_ALLOWED, UNDELIVERABLE, BLOCKED_TEMPORARY ->
                new Outcome.Refused(Refusal.RECIPIENT, shown, words);
            case SENDER, SENDER_POOL, REGISTRATION, ROUTE -> new Outcome.Refused(Refusal.SENDER, shown, words);
            case CONTENT, CONTENT_TEMPORARY -> new Outcome.Refused(Refusal.CONTENT, shown, words);
            case AUTH, ACCOUNT, SPEND_LIMIT -> new Outcome.Refused(Refusal.ACCOUNT, shown, words);
            case NOT_FOUND, REQUEST -> new Outcome.Refused(Refusal.REQUEST, shown, words);
        };
    }

    private static String words(Reply.Answer answer, JsonNode error, SendRequest request) {
        String all = "HTTP " + answer.status() + " " + Json.text(error, "code") + " " + Json.text(error, "title") + " "
                + Json.text(error, "detail");
        String discreet =
                masked(masked(all, request.to()), request.route().from()).strip();
        return discreet.length() <= LONGEST_WORDS ? discreet : discreet.substring(0, LONGEST_WORDS);
    }

    /** Telnyx's words may quote the numbers of the request, with or without the plus. */
    private static String masked(String words, Address address) {
        String value = address.value();
        String digits = value.startsWith("+") ? value.substring(1) : value;
        return words.replace(value, address.masked()).replace(digits, address.masked());
    }
}
