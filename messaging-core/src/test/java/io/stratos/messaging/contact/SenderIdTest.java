package io.stratos.messaging.contact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stratos.messaging.exception.InvalidAddressException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SenderIdTest {

    @ParameterizedTest
    @ValueSource(strings = {"123", "72727", "12345678", " 72727 "})
    void of_threeToEightDigits_isAShortCode(String value) {
        assertThat(SenderId.of(value).isShortCode()).isTrue();
        assertThat(SenderId.of(value).value()).isEqualTo(value.strip());
    }

    @ParameterizedTest
    @ValueSource(strings = {"A", "StratosMsgs", "AT&T", "7-Eleven", "A_b.c+1", "Joe s Shop"})
    void of_upToElevenCharactersWithALetter_isAlphanumeric(String value) {
        assertThat(SenderId.of(value).isShortCode()).isFalse();
        assertThat(SenderId.of(value)).hasToString(value);
        assertThat(SenderId.of(value).masked()).isEqualTo(value);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "12",
                "123456789",
                "StratosMsgsX",
                "+Shop",
                "- _&.",
                "12 34",
                "Bücher",
                "a\nb",
                "Joe's",
                "\u0661\u0662\u0663"
            })
    void of_anythingElse_isRefused(String value) {
        assertThatExceptionOfType(InvalidAddressException.class)
                .isThrownBy(() -> SenderId.of(value))
                .withMessageContaining("3 to 8 digits");
    }

    @Test
    void of_nullOrHugeInput_isRefused() {
        assertThatThrownBy(() -> SenderId.of(null)).isInstanceOf(InvalidAddressException.class);
        assertThatThrownBy(() -> SenderId.of("a" + " ".repeat(1_000_000))).isInstanceOf(InvalidAddressException.class);
    }

    @Test
    void equals_tellsUpperAndLowerCaseApart() {
        assertThat(SenderId.of("Stratos"))
                .isEqualTo(SenderId.of("Stratos"))
                .hasSameHashCodeAs(SenderId.of("Stratos"))
                .isNotEqualTo(SenderId.of("STRATOS"));
    }
}
