package io.stratos.messaging.twilio;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.stratos.messaging.spi.provider.WebhookReading;
import io.stratos.messaging.webhook.WebhookRequest;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Whole calls whose signatures another implementation computed. */
class SignatureCasesTest {

    private static final JsonNode FILE = read();
    private static final TwilioProvider PROVIDER = TwilioProvider.builder()
            .account(TwilioAccount.of(
                    FILE.path("account").asText(),
                    FILE.path("tokens").get(0).asText(),
                    FILE.path("tokens").get(1).asText()))
            .build();

    private static JsonNode read() {
        try (InputStream in =
                Objects.requireNonNull(SignatureCasesTest.class.getResourceAsStream("signature-cases.json"))) {
            return new ObjectMapper().readTree(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Stream<Arguments> cases() {
        return StreamSupport.stream(FILE.path("cases").spliterator(), false)
                .map(one -> Arguments.of(one.path("id").asText(), one));
    }

    private static WebhookRequest call(JsonNode one, String signature, String body) {
        return WebhookRequest.of(
                one.path("method").asText(),
                one.path("url").asText(),
                Map.of(
                        "Content-Type", List.of(one.path("contentType").asText()),
                        "x-twilio-signature", List.of(signature)),
                body.getBytes(StandardCharsets.UTF_8));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void call_isBelievedOrNot(String id, JsonNode one) {
        String signature = one.path("signature").asText();
        String body = one.path("body").asText();
        WebhookReading reading = PROVIDER.receive(call(one, signature, body));

        if (one.path("valid").asBoolean()) {
            assertThat(reading)
                    .isInstanceOfSatisfying(
                            WebhookReading.Verified.class,
                            verified -> assertThat(verified.account())
                                    .isEqualTo(FILE.path("account").asText()));
        } else {
            assertThat(reading)
                    .isInstanceOfSatisfying(
                            WebhookReading.Rejected.class,
                            rejected -> assertThat(rejected.status()).isEqualTo(403));
        }
    }

    @Test
    void anyOneCharacterOfASignatureChanged_isNotBelieved() {
        for (JsonNode one : FILE.path("cases")) {
            String right = one.path("signature").asText();
            for (int i = 0; i < right.length(); i++) {
                String wrong = right.substring(0, i) + (right.charAt(i) == 'A' ? 'B' : 'A') + right.substring(i + 1);
                assertThat(PROVIDER.receive(call(one, wrong, one.path("body").asText())))
                        .as("%s, character %d", one.path("id"), i)
                        .isInstanceOf(WebhookReading.Rejected.class);
            }
            for (String wrong : List.of("", " ", right + "=", right + " ", right.substring(1), right.strip() + right)) {
                assertThat(PROVIDER.receive(call(one, wrong, one.path("body").asText())))
                        .as("%s, '%s'", one.path("id"), wrong)
                        .isInstanceOf(WebhookReading.Rejected.class);
            }
        }
    }

    @Test
    void anyOneByteOfABodyChanged_isNotBelieved() {
        for (JsonNode one : FILE.path("cases")) {
            String body = one.path("body").asText();
            for (int i = 0; i < body.length(); i++) {
                char other = body.charAt(i) == '~' ? '!' : '~';
                String changed = body.substring(0, i) + other + body.substring(i + 1);
                assertThat(PROVIDER.receive(call(one, one.path("signature").asText(), changed)))
                        .as("%s, byte %d", one.path("id"), i)
                        .isInstanceOf(WebhookReading.Rejected.class);
            }
        }
    }
}
