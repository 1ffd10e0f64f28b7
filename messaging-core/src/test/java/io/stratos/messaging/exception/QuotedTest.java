package io.stratos.messaging.exception;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class QuotedTest {

    private static final long SEED = 20261120L;

    @Test
    void of_null_isTheBareWord() {
        assertThat(Quoted.of(null)).isEqualTo("null");
    }

    @Test
    void of_ordinaryText_isPutInQuotes() {
        assertThat(Quoted.of("Grüße 漢字 😀")).isEqualTo("\"Grüße 漢字 😀\"");
        assertThat(Quoted.of("")).isEqualTo("\"\"");
    }

    @Test
    void of_controlBidiAndInvisibleCharacters_areEscaped() {
        assertThat(Quoted.of("a\r\n\t\u0000b")).isEqualTo("\"a\\r\\n\\t\\u0000b\"");
        assertThat(Quoted.of("\u202Egpj\u2066\u200B\u2028")).isEqualTo("\"\\u202Egpj\\u2066\\u200B\\u2028\"");
        assertThat(Quoted.of("\uD83D!")).isEqualTo("\"\\uD83D!\"");
        assertThat(Quoted.of("\uDB40\uDC01")).isEqualTo("\"\\u{E0001}\"");
    }

    @Test
    void of_quotesAndBackslashes_cannotEndTheQuotation() {
        assertThat(Quoted.of("\"\\")).isEqualTo("\"\\\"\\\\\"");
    }

    @Test
    void of_textThatJustFits_isWhole() {
        assertThat(Quoted.of("a".repeat(58))).isEqualTo("\"" + "a".repeat(58) + "\"");
        assertThat(Quoted.of("a".repeat(59))).isEqualTo("\"" + "a".repeat(57) + "…\"");
    }

    @Test
    void of_anyText_isShortAndOnOneLine() {
        Random random = new Random(SEED);
        for (int round = 0; round < 5_000; round++) {
            StringBuilder text = new StringBuilder();
            for (int i = random.nextInt(200); i > 0; i--) {
                text.append((char) random.nextInt(random.nextBoolean() ? 0x10000 : 0x80));
            }
            assertThat(Quoted.of(text.toString()))
                    .as("seed %d, round %d", SEED, round)
                    .hasSizeLessThanOrEqualTo(Quoted.MAX_LENGTH)
                    .startsWith("\"")
                    .endsWith("\"")
                    .doesNotContainPattern("[\\p{Cntrl}\\p{Cf}\\p{Cs}]");
        }
    }
}
