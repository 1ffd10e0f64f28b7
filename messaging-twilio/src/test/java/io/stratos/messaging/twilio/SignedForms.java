package io.stratos.messaging.twilio;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Signs any bytes as a form, in a second, simpler way than the provider reads them. */
final class SignedForms {

    private SignedForms() {}

    static String sign(String token, String form) {
        Map<String, TreeSet<String>> fields = new TreeMap<>();
        for (String field : form.split("&", -1)) {
            List<String> parts = List.of((field + "=").split("=", 2));
            if (!field.isEmpty()) {
                String value = parts.get(1);
                fields.computeIfAbsent(decoded(parts.get(0)), name -> new TreeSet<>())
                        .add(decoded(value.substring(0, Math.max(0, value.length() - 1))));
            }
        }
        StringBuilder text = new StringBuilder("https://hooks.example.com/webhooks/twilio");
        fields.forEach(
                (name, values) -> values.forEach(value -> text.append(name).append(value)));
        try {
            Mac mac = Mac.getInstance("HmacSHA1");
            mac.init(new SecretKeySpec(token.getBytes(StandardCharsets.UTF_8), "HmacSHA1"));
            return Base64.getEncoder()
                    .encodeToString(mac.doFinal(text.toString().getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String decoded(String text) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '%' && text.substring(i).matches("(?s)%[0-9A-Fa-f]{2}.*")) {
                bytes.write(Integer.parseInt(text.substring(i + 1, i + 3), 16));
                i += 2;
            } else {
                bytes.write(c == '+' ? ' ' : c);
            }
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
