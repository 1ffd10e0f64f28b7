package io.stratos.messaging.simulation;

import io.stratos.messaging.consent.Keyword;
import io.stratos.messaging.contact.Address;
import io.stratos.messaging.contact.Channel;
import io.stratos.messaging.exception.MessagingException;
import io.stratos.messaging.id.AttemptId;
import io.stratos.messaging.message.Content;
import io.stratos.messaging.message.Media;
import io.stratos.messaging.message.MessageStatus;
import io.stratos.messaging.spi.provider.ProviderEvent;
import io.stratos.messaging.spi.provider.WebhookReading;
import io.stratos.messaging.webhook.WebhookRequest;
import io.stratos.messaging.webhook.WebhookResponse;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The webhooks of the simulated provider: writes them, and reads them back. */
final class SimulatedCalls {

    private final String account;
    private final CallSignature signature;

    SimulatedCalls(String account, CallSignature signature) {
        this.account = account;
        this.signature = signature;
    }

    WebhookRequest receipt(String url, String id, MessageStatus status, @Nullable String code) {
        FormText form = new FormText().put("event", "receipt").put("id", id).put("status", status.name());
        if (code != null) {
            form.put("code", code);
        }
        return signed(url, form);
    }

    WebhookRequest inbound(String url, ProviderEvent.InboundMessage message) {
        FormText form = new FormText()
                .put("event", "inbound")
                .put("id", message.providerMessageId())
                .put("from", message.from().value())
                .put("to", message.to().value())
                .put("text", message.content().text());
        message.keyword().ifPresent(keyword -> form.put("keyword", keyword.name()));
        for (Media media : message.content().media()) {
            form.put("type", media.contentType()).put("media", media.url().toString());
        }
        return signed(url, form);
    }

    private WebhookRequest signed(String url, FormText form) {
        return signature.signed(url, form.encoded().getBytes(StandardCharsets.UTF_8));
    }

    WebhookReading read(WebhookRequest call) {
        if (!call.method().equals("POST")) {
            return new WebhookReading.Rejected(405, "method is not POST");
        }
        if (!signature.matches(call)) {
            return new WebhookReading.Rejected(403, "signature is missing or wrong");
        }
        try {
            FormText form = FormText.parse(new String(call.body(), StandardCharsets.UTF_8));
            ProviderEvent event = switch (field(form, "event")) {
                case "receipt" -> receiptOf(form, call);
                case "inbound" -> inboundOf(form);
                default -> throw new IllegalArgumentException("unknown event");
            };
            return new WebhookReading.Verified(account, List.of(event), WebhookResponse.text(200, ""));
        } catch (IllegalArgumentException | MessagingException malformed) {
            // Its text may quote what a stranger wrote; the type is enough.
            return new WebhookReading.Rejected(
                    400, "signed but malformed: " + malformed.getClass().getSimpleName());
        }
    }

    private static ProviderEvent receiptOf(FormText form, WebhookRequest call) {
        return new ProviderEvent.DeliveryReceipt(
                field(form, "id"),
                attemptOf(call.rawQuery()),
                MessageStatus.valueOf(field(form, "status")),
                form.first("code").orElse(null),
                null);
    }

    private static @Nullable AttemptId attemptOf(String rawQuery) {
        try {
            return FormText.parse(rawQuery).first("attempt").map(AttemptId::of).orElse(null);
        } catch (IllegalArgumentException | MessagingException none) {
            return null;
        }
    }

    private static ProviderEvent inboundOf(FormText form) {
        Content content = Content.text(field(form, "text"));
        List<String> urls = form.all("media");
        List<String> types = form.all("type");
        if (urls.size() != types.size()) {
            throw new IllegalArgumentException("as many types as media");
        }
        for (int i = 0; i < urls.size(); i++) {
            content = content.withMedia(Media.of(URI.create(urls.get(i)), types.get(i)));
        }
        return new ProviderEvent.InboundMessage(
                field(form, "id"),
                Address.parse(field(form, "from")),
                Address.parse(field(form, "to")),
                urls.isEmpty() ? Channel.SMS : Channel.MMS,
                content,
                form.first("keyword").map(Keyword::valueOf).orElse(null));
    }

    private static String field(FormText form, String name) {
        return form.first(name).orElseThrow(() -> new IllegalArgumentException(name + " is missing"));
    }
}
