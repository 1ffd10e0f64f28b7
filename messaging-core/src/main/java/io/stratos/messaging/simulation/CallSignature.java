package io.stratos.messaging.simulation;

import io.stratos.messaging.webhook.WebhookRequest;
import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** HMAC-SHA256 in hexadecimal over the URL as text, a line feed, and the body's bytes. */
final class CallSignature {

    static final String HEADER = "X-Simulated-Signature";

    private static final String ALGORITHM = "HmacSHA256";

    private final SecretKeySpec key;

    CallSignature(String secret) {
        this.key = new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), ALGORITHM);
    }

    WebhookRequest signed(String url, byte[] body) {
        return WebhookRequest.of(
                "POST",
                url,
                Map.of(
                        "Content-Type",
                        List.of("application/x-www-form-urlencoded"),
                        HEADER,
                        List.of(HexFormat.of().formatHex(mac(url, body)))),
                body);
    }

    boolean matches(WebhookRequest call) {
        String expected = HexFormat.of().formatHex(mac(call.url(), call.body()));
        String actual = call.header(HEADER).orElse("");
        return MessageDigest.isEqual(
                expected.getBytes(StandardCharsets.UTF_8), actual.getBytes(StandardCharsets.UTF_8));
    }

    private byte[] mac(String url, byte[] body) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            mac.update(url.getBytes(StandardCharsets.UTF_8));
            mac.update((byte) '\n');
            return mac.doFinal(body);
        } catch (NoSuchAlgorithmException | InvalidKeyException missing) {
            throw new IllegalStateException("this Java runtime has no " + ALGORITHM, missing);
        }
    }
}
