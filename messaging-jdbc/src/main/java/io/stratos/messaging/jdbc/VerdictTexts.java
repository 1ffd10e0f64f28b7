package io.stratos.messaging.jdbc;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.stratos.messaging.delivery.Verdict;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Verdicts as they are stored. Most messages get the same ones, and their text is made once. Safe for use by many threads.
 */
final class VerdictTexts {

    private static final int MOST_KEPT = 1_000;

    private final Map<List<Verdict>, String> known = new ConcurrentHashMap<>();

    String of(List<Verdict> verdicts) {
        String text = known.get(verdicts);
        if (text == null) {
            text = Json.array(verdicts, VerdictTexts::node).toString();
            if (isUsual(verdicts) && known.size() < MOST_KEPT) {
                known.put(verdicts, text);
            }
        }
        return text;
    }

    /** What names an instant will not be said again. */
    private static boolean isUsual(List<Verdict> verdicts) {
        return verdicts.stream().allMatch(verdict -> verdict.allowedFrom().isEmpty());
    }

    private static JsonNode node(Verdict verdict) {
        ObjectNode node = Json.object()
                .put("rule", verdict.rule())
                .put("ruling", verdict.ruling().name())
                .put("reason", verdict.reason());
        verdict.allowedFrom().ifPresent(until -> node.put("until", until.toString()));
        return node;
    }
}
