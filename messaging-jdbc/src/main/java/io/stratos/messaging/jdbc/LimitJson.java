package io.stratos.messaging.jdbc;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.stratos.messaging.consent.Purpose;
import io.stratos.messaging.limit.Budget;
import io.stratos.messaging.limit.Period;
import io.stratos.messaging.limit.RateLimit;
import io.stratos.messaging.routing.Sender;
import io.stratos.messaging.tenant.TenantLimits;
import io.stratos.messaging.tenant.TenantProfile;
import java.math.BigDecimal;
import java.util.Map;

/** The limits of tenants and senders inside their JSON; those that are not set are not there. */
final class LimitJson {

    private LimitJson() {}

    static void put(ObjectNode profile, TenantLimits limits) {
        limits.tenant().ifPresent(limit -> profile.put("limit", limit.toString()));
        limits.contact().ifPresent(limit -> profile.put("contactLimit", limit.toString()));
        limits.purposes()
                .forEach((purpose, limit) ->
                        profile.withObjectProperty("purposeLimits").put(purpose.name(), limit.toString()));
        limits.brands()
                .forEach((name, limit) -> profile.withObjectProperty("brands").put(name, limit.toString()));
        limits.budget().ifPresent(budget -> {
            ObjectNode node = profile.putObject("budget")
                    .put("amount", budget.amount().toPlainString())
                    .put("period", budget.period().toString());
            budget.alerts().forEach(percent -> node.withArrayProperty("alerts").add(percent));
        });
    }

    static TenantProfile read(JsonNode node, TenantProfile bare) {
        TenantProfile profile = bare;
        if (node.has("limit")) {
            profile = profile.limit(RateLimit.parse(Json.text(node, "limit")));
        }
        if (node.has("contactLimit")) {
            profile = profile.limitPerContact(RateLimit.parse(Json.text(node, "contactLimit")));
        }
        for (Map.Entry<String, JsonNode> limit : node.path("purposeLimits").properties()) {
            profile = profile.limitPerContact(
                    Purpose.valueOf(limit.getKey()),
                    RateLimit.parse(limit.getValue().asText()));
        }
        for (Map.Entry<String, JsonNode> limit : node.path("brands").properties()) {
            profile = profile.brand(
                    limit.getKey(), RateLimit.parse(limit.getValue().asText()));
        }
        JsonNode budget = node.path("budget");
        return budget.isMissingNode() ? profile : profile.budget(budget(budget));
    }

    private static Budget budget(JsonNode node) {
        return new Budget(
                new BigDecimal(Json.text(node, "amount")),
                Period.parse(Json.text(node, "period")),
                Json.list(node.path("alerts"), JsonNode::asInt));
    }

    static void put(ObjectNode node, Sender sender) {
        sender.limit().ifPresent(limit -> node.put("limit", limit.toString()));
        sender.brand().ifPresent(brand -> node.put("brand", brand));
        sender.pricePerSegment().ifPresent(price -> node.put("pricePerSegment", price.toPlainString()));
    }

    static Sender read(JsonNode node, Sender bare) {
        Sender sender = bare;
        if (node.has("limit")) {
            sender = sender.limit(RateLimit.parse(Json.text(node, "limit")));
        }
        if (node.has("brand")) {
            sender = sender.brand(Json.text(node, "brand"));
        }
        return node.has("pricePerSegment") ? sender.pricePerSegment(Json.text(node, "pricePerSegment")) : sender;
    }
}
