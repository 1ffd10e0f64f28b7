package io.stratos.messaging.jdbc;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.stratos.messaging.delivery.Outcome;
import io.stratos.messaging.delivery.Refusal;
import io.stratos.messaging.message.MessageStatus;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Outcomes as JSON, and the status an attempt has by its outcome. */
final class Outcomes {

    private static final String KIND = "kind";

    /** PostgreSQL's expression for what {@link #write} makes of an {@code Accepted}, of a row {@code h}. */
    static final String ACCEPTED =
            "'{\"" + KIND + "\":\"accepted\",\"id\":' || CAST(to_json(h.provider_message_id) AS varchar) || '}'";

    private Outcomes() {}

    static MessageStatus status(Outcome outcome) {
        if (outcome instanceof Outcome.Accepted) {
            return MessageStatus.SENT;
        }
        if (outcome instanceof Outcome.Refused) {
            return MessageStatus.FAILED;
        }
        return outcome instanceof Outcome.InDoubt ? MessageStatus.IN_DOUBT : MessageStatus.SENDING;
    }

    static @Nullable String write(@Nullable Outcome outcome) {
        ObjectNode node = Json.object();
        if (outcome instanceof Outcome.Accepted accepted) {
            node.put(KIND, "accepted").put("id", accepted.providerMessageId());
        } else if (outcome instanceof Outcome.NotSent notSent) {
            node.put(KIND, "not_sent").put("reason", notSent.reason());
            notSent.askedToWait().ifPresent(wait -> node.put("retryAfter", wait.toString()));
        } else if (outcome instanceof Outcome.Refused refused) {
            node.put(KIND, "refused")
                    .put("refusal", refused.refusal().name())
                    .put("code", refused.code())
                    .put("detail", refused.detail());
        } else if (outcome instanceof Outcome.InDoubt doubt) {
            node.put(KIND, "in_doubt").put("reason", doubt.reason());
        } else {
            return null;
        }
        return node.toString();
    }

    static @Nullable Outcome read(@Nullable String text) {
        if (text == null) {
            return null;
        }
        JsonNode node = Json.parse(text);
        String kind = Json.text(node, KIND);
        return switch (kind) {
            case "accepted" -> new Outcome.Accepted(Json.text(node, "id"));
            case "not_sent" -> {
                String wait = Json.textOrNull(node, "retryAfter");
                yield new Outcome.NotSent(Json.text(node, "reason"), wait == null ? null : Duration.parse(wait));
            }
            case "refused" ->
                new Outcome.Refused(
                        Refusal.valueOf(Json.text(node, "refusal")),
                        Json.text(node, "code"),
                        Json.text(node, "detail"));
            case "in_doubt" -> new Outcome.InDoubt(Json.text(node, "reason"));
            default -> throw new IllegalStateException("a stored outcome is of the unknown kind " + kind);
        };
    }
}
