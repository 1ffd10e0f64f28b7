package io.stratos.messaging.telnyx.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.stratos.messaging.telnyx.TestKey;
import io.stratos.messaging.testkit.SharedFiles;
import io.stratos.messaging.webhook.WebhookRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SignaturesTest {

    @Test
    void everyVector_isJudgedAsItSays() throws IOException {
        Optional<Path> file = SharedFiles.find("vectors/telnyx_ed25519.json");
        assumeTrue(file.isPresent(), "no shared/vectors/telnyx_ed25519.json beside this checkout");
        JsonNode vectors = new JsonMapper().readTree(file.get().toFile()).path("vectors");

        assertThat(vectors).hasSizeGreaterThanOrEqualTo(11);
        for (JsonNode vector : vectors) {
            assertThat(isValid(vector))
                    .as(vector.path("id").asText())
                    .isEqualTo(vector.path("valid").asBoolean());
        }
    }

    private static boolean isValid(JsonNode vector) {
        Clock now = Clock.fixed(Instant.ofEpochSecond(vector.path("now").asLong()), ZoneOffset.UTC);
        Map<String, List<String>> headers = new HashMap<>();
        headers.put(Signatures.SIGNATURE, List.of(vector.path("signature").asText()));
        if (vector.path("timestamp").isTextual()) {
            headers.put(Signatures.TIMESTAMP, List.of(vector.path("timestamp").asText()));
        }
        byte[] body = vector.path("body").asText().getBytes(StandardCharsets.UTF_8);
        try {
            return new Signatures(vector.path("publicKey").asText(), now)
                    .objectionTo(WebhookRequest.of("POST", "https://hooks.example.com/", headers, body))
                    .isEmpty();
        } catch (IllegalArgumentException noKey) {
            return false;
        }
    }

    @Test
    void timestamps_thatAreNoSeconds_areRefused() {
        Signatures signatures =
                new Signatures(new TestKey().publicBase64(), Clock.fixed(Instant.EPOCH, ZoneOffset.UTC));
        for (String timestamp : List.of("-1", "+1", "1.0", " 1", "9".repeat(40), "\u0661", "-9223372036854775808")) {
            Map<String, List<String>> headers =
                    Map.of(Signatures.SIGNATURE, List.of("AAAA"), Signatures.TIMESTAMP, List.of(timestamp));
            assertThat(signatures.objectionTo(
                            WebhookRequest.of("POST", "https://h.example.com/", headers, new byte[0])))
                    .as(timestamp)
                    .hasValueSatisfying(reason -> assertThat(reason).contains("timestamp"));
        }
    }
}
