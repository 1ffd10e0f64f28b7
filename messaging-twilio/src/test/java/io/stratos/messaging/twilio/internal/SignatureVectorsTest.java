package io.stratos.messaging.twilio.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.stratos.messaging.testkit.SharedFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The suites of the official SDKs, where they lie beside the checkout. */
class SignatureVectorsTest {

    private static final String FILE = "vectors/twilio_signature.json";

    @Test
    void everyVector_isAnsweredAsItSays() throws IOException {
        Optional<Path> file = SharedFiles.find(FILE);
        assumeTrue(file.isPresent(), FILE + " is not beside this checkout");
        JsonNode vectors = new ObjectMapper().readTree(file.get().toFile()).path("vectors");

        assertThat(vectors).hasSizeGreaterThanOrEqualTo(28);
        assertThat(vectors)
                .allSatisfy(vector -> assertThat(verify(vector))
                        .as(vector.path("id").asText())
                        .isEqualTo(vector.path("valid").asBoolean()));
    }

    private static boolean verify(JsonNode vector) {
        String url = vector.path("url").asText();
        String signature = vector.path("signature").asText();
        List<String> tokens = List.of(vector.path("token").asText());
        if (vector.path("kind").asText().equals("json")) {
            byte[] body = vector.path("body").asText().getBytes(StandardCharsets.UTF_8);
            String query = url.substring(url.indexOf('?') + 1);
            return Signatures.bodyMatches(query, body) && Signatures.matches(signature, tokens, url, Fields.NONE);
        }
        Fields fields = new Fields();
        for (Map.Entry<String, JsonNode> param : vector.path("params").properties()) {
            if (param.getValue().isArray()) {
                param.getValue().forEach(value -> fields.add(param.getKey(), value.asText()));
            } else {
                fields.add(param.getKey(), param.getValue().asText());
            }
        }
        return Signatures.matches(signature, tokens, url, fields);
    }
}
