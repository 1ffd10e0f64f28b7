package io.stratos.messaging.contact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stratos.messaging.exception.InvalidEmailAddressException;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EmailAddressTest {

    private static final long SEED = 5321L;

    @ParameterizedTest
    @CsvSource({
        "jane@example.com, jane@example.com",
        "'  Jane.Doe+tag@Example.COM ', Jane.Doe+tag@example.com",
        "o'hara@example.co.uk, o'hara@example.co.uk",
        "jürgen@bücher.example, jürgen@xn--bcher-kva.example",
        "x@例え.テスト, x@xn--r8jz45g.xn--zckzah",
        "a@xn--bcher-kva.example, a@xn--bcher-kva.example",
        "1@2.c3, 1@2.c3"
    })
    void of_everydayAddress_keepsLocalPartAndLowersDomain(String input, String value) {
        assertThat(EmailAddress.of(input).value()).isEqualTo(value);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "jane.example.com       | exactly one @",
                "a@b@example.com        | exactly one @",
                "@example.com           | before the @",
                "jane@                  | the domain",
                "jane@localhost         | end in a name",
                "jane@127.0.0.1         | end in a name",
                "jane@[127.0.0.1]       | after the @",
                "jane@example..com      | domain",
                "jane@.example.com      | domain",
                "jane@example.com.      | empty part",
                "jane@exa mple.com      | after the @",
                "jane@exa_mple.com      | after the @",
                "jane@-example.com      | after the @",
                "ja ne@example.com      | U+0020",
                ".jane@example.com      | dot",
                "jane.@example.com      | dot",
                "ja..ne@example.com     | dot",
                "<jane@example.com      | U+003C",
                "\"jane\"@example.com   | U+0022"
            })
    void of_whatIsNoAddress_isRefusedWithTheRemedy(String input, String hint) {
        assertThatExceptionOfType(InvalidEmailAddressException.class)
                .isThrownBy(() -> EmailAddress.of(input))
                .withMessageContaining(hint);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "  ",
                "a\u0000@example.com",
                "a\u202E@example.com",
                "a\r\nb@example.com",
                "a\uD800@example.com"
            })
    void of_emptyOrControlCharacters_isRefused(String input) {
        assertThatThrownBy(() -> EmailAddress.of(input)).isInstanceOf(InvalidEmailAddressException.class);
    }

    @Test
    void of_null_isRefusedLikeAnyOtherInput() {
        assertThatThrownBy(() -> EmailAddress.of(null)).isInstanceOf(InvalidEmailAddressException.class);
    }

    @Test
    void of_localPartOf64Octets_isTheLongest() {
        assertThat(EmailAddress.of("a".repeat(64) + "@example.com").localPart()).hasSize(64);
        assertThat(EmailAddress.of("ü".repeat(32) + "@example.com").localPart()).hasSize(32);
        assertThatThrownBy(() -> EmailAddress.of("a".repeat(65) + "@example.com"))
                .hasMessageContaining("64");
        assertThatThrownBy(() -> EmailAddress.of("ü".repeat(33) + "@example.com"))
                .hasMessageContaining("64");
    }

    @Test
    void of_addressOf254Octets_isTheLongest() {
        String domain = ("d".repeat(62) + ".").repeat(3) + "example";
        String longest = "a".repeat(253 - domain.length()) + "@" + domain;

        assertThat(longest).hasSize(254);
        assertThat(EmailAddress.of(longest).value()).isEqualTo(longest);
        assertThatThrownBy(() -> EmailAddress.of(longest + "s"))
                .isInstanceOf(InvalidEmailAddressException.class)
                .hasMessageContaining("254 octets are allowed, not 255");
    }

    @Test
    void masked_hidesAllButTheFirstCharacter() {
        assertThat(EmailAddress.of("jane@example.com")).hasToString("j***@example.com");
        assertThat(EmailAddress.of("j@example.com").masked()).isEqualTo("***@example.com");
        assertThat(EmailAddress.of("\uD842\uDFB7x@example.com").masked()).isEqualTo("\uD842\uDFB7***@example.com");
    }

    @Test
    void equals_tellsLocalPartsApartByCaseButNotDomains() {
        assertThat(EmailAddress.of("jane@example.com"))
                .isEqualTo(EmailAddress.of("jane@EXAMPLE.com"))
                .hasSameHashCodeAs(EmailAddress.of("jane@EXAMPLE.com"))
                .isNotEqualTo(EmailAddress.of("Jane@example.com"));
    }

    @Test
    void of_anyGarbage_givesAStableAddressOrTheOneException() {
        String alphabet = "ab.-_@@ü例。\u0130\uD83D\uDE00\uD800\u0000\u202E\u200D[]\"";
        Random random = new Random(SEED);
        for (int round = 0; round < 10_000; round++) {
            StringBuilder text = new StringBuilder(random.nextBoolean() ? "jane@" : "");
            boolean anything = random.nextInt(3) == 0;
            for (int i = random.nextInt(random.nextInt(20) == 0 ? 300 : 12); i > 0; i--) {
                text.append(
                        anything ? (char) random.nextInt(0x10000) : alphabet.charAt(random.nextInt(alphabet.length())));
            }
            text.append(random.nextBoolean() ? ".example" : "");
            try {
                EmailAddress address = EmailAddress.of(text.toString());
                assertThat(EmailAddress.of(address.value()))
                        .as("seed %d, round %d", SEED, round)
                        .isEqualTo(address);
            } catch (InvalidEmailAddressException e) {
                assertThat(e.getMessage()).as("seed %d, round %d", SEED, round).hasSizeLessThan(250);
            }
        }
    }
}
