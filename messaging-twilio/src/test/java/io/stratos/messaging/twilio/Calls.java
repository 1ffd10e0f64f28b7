package io.stratos.messaging.twilio;

import io.stratos.messaging.webhook.WebhookRequest;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Signed calls as Twilio makes them. */
final class Calls {

    static final String FORM = "application/x-www-form-urlencoded; charset=UTF-8";

    private Calls() {}

    static WebhookRequest form(String url, Map<String, String> params) {
        return form(Requests.TOKEN, url, params);
    }

    static WebhookRequest form(String token, String url, Map<String, String> params) {
        return post(url, FORM, TwilioSignature.sign(token, url, params), encoded(params));
    }

    static WebhookRequest get(String url, Map<String, String> params) {
        String asked = url + "?" + encoded(params);
        return WebhookRequest.of(
                "GET",
                asked,
                Map.of(TwilioSignature.HEADER, List.of(TwilioSignature.sign(Requests.TOKEN, asked, Map.of()))),
                new byte[0]);
    }

    static WebhookRequest post(String url, String contentType, String signature, String body) {
        return WebhookRequest.of(
                "POST",
                url,
                Map.of("Content-Type", List.of(contentType), TwilioSignature.HEADER, List.of(signature)),
                body.getBytes(StandardCharsets.ISO_8859_1));
    }

    static String encoded(Map<String, String> params) {
        return params.entrySet().stream()
                .map(param -> encoded(param.getKey()) + "=" + encoded(param.getValue()))
                .collect(Collectors.joining("&"));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
