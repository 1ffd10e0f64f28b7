package io.stratos.messaging.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What others wrote goes into text and JSON: escaped, and with what may be an address masked. */
class WrittenWordsTest {

    @Test
    void json_readsBackAsItWasWritten() throws IOException {
        List<String> words =
                List.of("", "\"quoted\" \\ / \n\r\t\b\f", "\u0000\u001f\u007f\u2028", "Straße \uD83D\uDE9A");
        for (String word : words) {
            JsonNode read = new ObjectMapper().readTree(JsonText.of(Map.of(word, List.of(word, 4711))));
            assertThat(read.get(word).get(0).asText()).isEqualTo(word);
            assertThat(read.get(word).get(1).asInt()).isEqualTo(4711);
        }
    }

    @Test
    void json_ofHalfACharacter_isStillUtf8() throws IOException {
        JsonNode read = new ObjectMapper().readTree(JsonText.of(Map.of("a", "x\uD83Dy\uDE9A")));
        assertThat(read.get("a").asText()).isEqualTo("x\uFFFDy\uFFFD");
    }

    @Test
    void json_ofNothing_isNothing() throws IOException {
        JsonNode read = new ObjectMapper()
                .readTree(JsonText.of(Map.of("a", List.of(), "b", Map.of(), "c", Arrays.asList((Object) null))));
        assertThat(read.get("a")).isEmpty();
        assertThat(read.get("b")).isEmpty();
        assertThat(read.get("c").get(0).isNull()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "The 'To' number +14155550142 is not valid,The 'To' number ********42 is not valid",
        "To=%2B14155550142 refused,To=********42 refused",
        "4155550142,********42",
        "ann@example.com bounced,***@*** bounced",
        "error 21211 after 30000 ms,error 21211 after 30000 ms",
        "SM0123456789abcdef0123456789abcdef,SM0123456789abcdef0123456789abcdef"
    })
    void masking_hidesNumbersAndAddressesAndNothingElse(String written, String shown) {
        assertThat(Masking.masked(written)).isEqualTo(shown);
    }
}
