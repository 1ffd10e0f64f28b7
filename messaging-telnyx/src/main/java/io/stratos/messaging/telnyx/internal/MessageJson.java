package io.stratos.messaging.telnyx.internal;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.stratos.messaging.message.Content;
import io.stratos.messaging.message.Media;
import io.stratos.messaging.spi.provider.SendRequest;

/** The body of a request to send. Its type is left to Telnyx, which knows it by the media. */
final class MessageJson {

    private MessageJson() {}

    static byte[] of(SendRequest request) {
        ObjectNode body = Json.object()
                .put("from", request.route().from().value())
                .put("to", request.to().value());
        Content content = request.content();
        if (!content.text().isEmpty()) {
            body.put("text", content.text());
        }
        if (!content.media().isEmpty()) {
            ArrayNode urls = body.putArray("media_urls");
            for (Media media : content.media()) {
                urls.add(media.url().toString());
            }
        }
        request.route().throughPool().ifPresent(pool -> body.put("messaging_profile_id", pool));
        // Without a URL of its own a message reports to its profile's, and its receipts are not lost.
        request.callback()
                .ifPresent(url -> body.put("webhook_url", url.toString()).put("use_profile_webhooks", false));
        return Json.bytes(body);
    }
}
