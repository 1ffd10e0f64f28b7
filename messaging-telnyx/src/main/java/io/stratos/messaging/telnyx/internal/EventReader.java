package io.stratos.messaging.telnyx.internal;

import com.fasterxml.jackson.databind.JsonNode;
import io.stratos.messaging.consent.Keyword;
import io.stratos.messaging.contact.Address;
import io.stratos.messaging.contact.Channel;
import io.stratos.messaging.exception.MessagingException;
import io.stratos.messaging.id.AttemptId;
import io.stratos.messaging.message.Content;
import io.stratos.messaging.message.Media;
import io.stratos.messaging.spi.provider.ProviderEvent;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads the events of version 2 of Telnyx's webhooks. */
final class EventReader {

    private EventReader() {}

    /**
     * What a verified body reports; nothing, if it is of a sort we have no use for.
     *
     * @throws IllegalArgumentException if it is not JSON, or lacks what an event must have
     * @throws MessagingException if an address or a medium in it is none
     */
    static List<ProviderEvent> read(byte[] body) {
        JsonNode data = Json.object(body)
                .orElseThrow(() -> new IllegalArgumentException("no JSON object"))
                .path("data");
        String type = text(data, "event_type");
        JsonNode payload = data.path("payload");
        return switch (type) {
            case "message.received" -> List.of(inbound(payload));
            case "message.sent", "message.finalized" ->
                receipt(payload).stream().toList();
            default -> List.of();
        };
    }

    private static ProviderEvent inbound(JsonNode payload) {
        Content content = Content.text(payload.path("text").asText(""));
        for (JsonNode medium : payload.path("media")) {
            String type = medium.path("content_type").asText("");
            content = content.withMedia(Media.of(
                    URI.create(text(medium, "url")), type.indexOf('/') < 1 ? "application/octet-stream" : type));
        }
        boolean mms =
                !content.media().isEmpty() || payload.path("type").asText("").equals("MMS");
        return new ProviderEvent.InboundMessage(
                text(payload, "id"),
                address(payload.path("from")),
                address(payload.path("to").path(0)),
                mms ? Channel.MMS : Channel.SMS,
                content,
                keyword(payload.path("autoresponse_type").asText("")));
    }

    private static Address address(JsonNode party) {
        return Address.parse(text(party, "phone_number"));
    }

    private static @Nullable Keyword keyword(String name) {
        return switch (name) {
            case "STOP" -> Keyword.STOP;
            case "START" -> Keyword.START;
            case "HELP" -> Keyword.HELP;
            default -> null;
        };
    }

    private static Optional<ProviderEvent> receipt(JsonNode payload) {
        String id = text(payload, "id");
        JsonNode error = payload.path("errors").path(0);
        return Statuses.of(payload.path("to").path(0).path("status").asText(""))
                .map(status -> new ProviderEvent.DeliveryReceipt(
                        id,
                        attempt(payload.path("webhook_url").asText("")),
                        status,
                        error.path("code").asText(null),
                        error.path("title").asText(null)));
    }

    private static @Nullable AttemptId attempt(String webhookUrl) {
        int query = webhookUrl.indexOf('?');
        for (String pair :
                query < 0 ? new String[0] : webhookUrl.substring(query + 1).split("&", -1)) {
            if (pair.startsWith("attempt=")) {
                try {
                    return AttemptId.of(URLDecoder.decode(pair.substring("attempt=".length()), StandardCharsets.UTF_8));
                } catch (IllegalArgumentException | MessagingException none) {
                    return null;
                }
            }
        }
        return null;
    }

    private static String text(JsonNode node, String field) {
        JsonNode value = node.path(field);
        if (!value.isTextual() || value.textValue().isBlank()) {
            throw new IllegalArgumentException(field + " is missing");
        }
        return value.textValue();
    }
}
