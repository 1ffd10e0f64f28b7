package io.stratos.messaging.delivery;

import io.stratos.messaging.contact.Address;
import io.stratos.messaging.message.Message;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The documented shape of {@link Explanation#toJson()}. */
final class ExplanationJson {

    private static final int VERSION = 1;

    private ExplanationJson() {}

    static String of(Explanation explanation) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("version", VERSION);
        json.put("asOf", explanation.asOf());
        json.put("message", message(explanation.message()));
        Instant accepted = explanation.message().createdAt();
        json.put(
                "events",
                Events.of(explanation.trace()).stream()
                        .map(event -> event(event, accepted))
                        .toList());
        json.put("dispatch", dispatch(explanation.trace().dispatch()));
        NextStep next = explanation.next();
        json.put("next", object("kind", next.kind(), "at", next.at(), "text", next.text()));
        json.put("wouldPass", wouldPass(explanation.today()));
        json.put(
                "listening",
                explanation.repliesKnown().map(ExplanationJson::listening).orElse(null));
        return JsonText.of(json);
    }

    private static Map<String, Object> listening(Listening listening) {
        return object(
                "provider", listening.account().provider(),
                "account", listening.account().account(),
                "by", listening.by(),
                "knownUntil", listening.knownUntil(),
                "problem", Masking.maskedOrNull(listening.problem()),
                "text", listening.sentence());
    }

    private static Map<String, Object> message(Message message) {
        Map<String, Object> json = object(
                "id", message.id(),
                "tenant", message.tenant(),
                "conversation", message.conversation(),
                "to", message.to().masked(),
                "from", message.from().map(Address::masked).orElse(null),
                "direction", message.direction(),
                "channel", message.channel(),
                "purpose", message.purpose(),
                "origin", message.origin(),
                "status", message.status(),
                "businessKey", message.businessKey().map(Masking::masked).orElse(null));
        json.putAll(object(
                "createdAt", message.createdAt(),
                "scheduledAt", message.scheduledAt().orElse(null),
                "expiresAt", message.expiresAt().orElse(null),
                "sentAt", message.sentAt().orElse(null),
                "deliveredAt", message.deliveredAt().orElse(null),
                "readAt", message.readAt().orElse(null),
                "failedAt", message.failedAt().orElse(null)));
        return json;
    }

    private static Map<String, Object> event(Events.Event event, Instant accepted) {
        Instant at = event.at();
        Map<String, Object> json = object(
                "type", event.type(), "at", at, "sinceAccept", at == null ? null : Duration.between(accepted, at));
        json.putAll(facts(event.fact()));
        return json;
    }

    private static Map<String, Object> facts(@Nullable Object fact) {
        if (fact instanceof Decision decision) {
            return object(
                    "stage", decision.stage(), "ruling", decision.ruling(), "verdicts", verdicts(decision.verdicts()));
        }
        if (fact instanceof Attempt attempt) {
            return object(
                    "id", attempt.id(),
                    "unit", attempt.unit(),
                    "provider", attempt.route().provider(),
                    "account", attempt.route().account(),
                    "from", attempt.route().from().masked(),
                    "status", attempt.status(),
                    "outcome", attempt.settled().map(ExplanationJson::outcome).orElse(null),
                    "providerMessageId", attempt.providerMessageId());
        }
        if (fact instanceof Receipt receipt) {
            return object(
                    "status", receipt.status(),
                    "code", receipt.code(),
                    "detail", Masking.maskedOrNull(receipt.detail()),
                    "providerMessageId", receipt.providerMessageId());
        }
        if (fact instanceof Intervention done) {
            return object(
                    "action", done.action(),
                    "attempt", done.attempt(),
                    "by", Masking.masked(done.by()),
                    "reason", Masking.masked(done.reason()));
        }
        return fact instanceof Instant to ? object("to", to) : object();
    }

    private static Map<String, Object> outcome(Outcome outcome) {
        if (outcome instanceof Outcome.NotSent notSent) {
            return outcome("NOT_SENT", notSent.reason(), notSent.retryAfter(), null, null);
        }
        if (outcome instanceof Outcome.Refused refused) {
            return outcome("REFUSED", refused.detail(), null, refused.refusal(), refused.code());
        }
        if (outcome instanceof Outcome.InDoubt doubt) {
            return outcome("IN_DOUBT", doubt.reason(), null, null, null);
        }
        return outcome("ACCEPTED", null, null, null, null);
    }

    private static Map<String, Object> outcome(
            String result,
            @Nullable String reason,
            @Nullable Duration retryAfter,
            @Nullable Refusal refusal,
            @Nullable String code) {
        return object(
                "result",
                result,
                "reason",
                Masking.maskedOrNull(reason),
                "retryAfter",
                retryAfter,
                "refusal",
                refusal,
                "code",
                code);
    }

    private static List<Map<String, Object>> verdicts(List<Verdict> verdicts) {
        return verdicts.stream()
                .map(verdict -> object(
                        "rule", verdict.rule(),
                        "ruling", verdict.ruling(),
                        "reason", verdict.reason(),
                        "allowedFrom", verdict.until()))
                .toList();
    }

    private static @Nullable Map<String, Object> dispatch(@Nullable Dispatch dispatch) {
        return dispatch == null
                ? null
                : object(
                        "state", dispatch.state(),
                        "due", dispatch.due(),
                        "unit", dispatch.unit(),
                        "attempts", dispatch.attempts(),
                        "looks", dispatch.looks());
    }

    private static @Nullable Map<String, Object> wouldPass(@Nullable Decision today) {
        if (today == null) {
            return null;
        }
        List<Map<String, Object>> remedies = today.remedies().stream()
                .map(remedy -> object("rule", remedy.rule(), "text", remedy.text(), "from", remedy.from()))
                .toList();
        return object("ruling", today.ruling(), "verdicts", verdicts(today.verdicts()), "remedies", remedies);
    }

    private static Map<String, Object> object(@Nullable Object... namesAndValues) {
        Map<String, Object> json = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            json.put(String.valueOf(namesAndValues[i]), namesAndValues[i + 1]);
        }
        return json;
    }
}
