package io.stratos.messaging.jdbc;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.stratos.messaging.consent.ConsentPolicy;
import io.stratos.messaging.consent.Keyword;
import io.stratos.messaging.consent.OnRefusal;
import io.stratos.messaging.consent.ReplyRules;
import io.stratos.messaging.consent.StopScope;
import io.stratos.messaging.tenant.Disclosure;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** A tenant's policy of consent inside its JSON; the default is not there. */
final class PolicyJson {

    private PolicyJson() {}

    static void put(ObjectNode profile, ConsentPolicy policy) {
        if (policy.equals(ConsentPolicy.ofDefaults())) {
            return;
        }
        ObjectNode node = profile.putObject("consent")
                .put("heedsLegalRules", policy.heedsLegalRules())
                .put("requestText", policy.requestText())
                .put("requestLife", policy.requestLife().toString())
                .put("reminderAfter", policy.reminderAfter().toString());
        ReplyRules replies = policy.replies();
        node.put("onClear", replies.clear().name())
                .put("onLikely", replies.likely().name());
        replies.words()
                .forEach((word, meaning) -> node.withObjectProperty("words").put(word, meaning.name()));
        node.set(
                "stop",
                Json.array(
                        policy.stopRules(),
                        rule -> Json.object()
                                .put("from", rule.from().toString())
                                .put("scope", rule.scope().name())
                                .put("source", rule.source())));
    }

    static void put(ObjectNode profile, Disclosure disclosure) {
        profile.putObject("disclosure").put("text", disclosure.text()).put("onReplies", disclosure.onReplies());
    }

    static Optional<Disclosure> readDisclosure(JsonNode profile) {
        JsonNode node = profile.path("disclosure");
        return node.isMissingNode()
                ? Optional.empty()
                : Optional.of(new Disclosure(
                        Json.text(node, "text"), node.path("onReplies").asBoolean(false)));
    }

    static ConsentPolicy read(JsonNode profile) {
        JsonNode node = profile.path("consent");
        if (node.isMissingNode()) {
            return ConsentPolicy.ofDefaults();
        }
        ConsentPolicy policy = ConsentPolicy.ofDefaults()
                .request(
                        Json.text(node, "requestText"),
                        Duration.parse(Json.text(node, "requestLife")),
                        Duration.parse(Json.text(node, "reminderAfter")));
        ReplyRules replies = ReplyRules.ofDefaults()
                .onClear(OnRefusal.valueOf(Json.text(node, "onClear")))
                .onLikely(OnRefusal.valueOf(Json.text(node, "onLikely")));
        for (Map.Entry<String, JsonNode> word : node.path("words").properties()) {
            replies = replies.keyword(
                    word.getKey(), Keyword.valueOf(word.getValue().asText()));
        }
        policy = policy.replies(replies);
        for (JsonNode rule : node.path("stop")) {
            policy = policy.stopReaches(
                    Instant.parse(Json.text(rule, "from")),
                    StopScope.valueOf(Json.text(rule, "scope")),
                    Json.text(rule, "source"));
        }
        return node.path("heedsLegalRules").asBoolean(true) ? policy : policy.withoutLegalRules();
    }
}
