package io.stratos.messaging.contact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.Phonenumber;
import io.stratos.messaging.exception.InvalidPhoneNumberException;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PhoneNumberTest {

    private static final long SEED = 4155552671L;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "+14155552671",
                "+1 415 555 2671",
                "  +1 (415) 555-2671 ",
                "\r\n+14155552671\n",
                "+1.415.555.2671",
                "+1\u00A0415\u2011555\u20132671",
                "\u202A+14155552671\u202C",
                "(+1) 415/555/2671",
                "\uFF0B\uFF11\uFF14\uFF11\uFF15\uFF15\uFF15\uFF15\uFF12\uFF16\uFF17\uFF11",
                "+\u0661\u0664\u0661\u0665\u0665\u0665\u0665\u0662\u0666\u0667\u0661"
            })
    void of_everydaySpellings_giveOneCanonicalValue(String spelling) {
        assertThat(PhoneNumber.of(spelling).value()).isEqualTo("+14155552671");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "+15005550006",
                "+15005550001",
                "+15551234567",
                "+442079460018",
                "+61491570006",
                "+390612345678",
                "+4930123456",
                "+80012345678",
                "+88213300000"
            })
    void of_possibleNumbersThatNeedNotBeAssigned_areAccepted(String value) {
        assertThat(PhoneNumber.of(value).value()).isEqualTo(value);
    }

    @Test
    void of_numbersOfTheNorthAmericanPlan_areWhatTheLibrarySays() throws Exception {
        Random random = new Random(SEED);
        PhoneNumberUtil library = PhoneNumberUtil.getInstance();
        for (int i = 0; i < 20_000; i++) {
            String value = "+1" + (2_000_000_000L + (long) (random.nextDouble() * 8_000_000_000L));
            Phonenumber.PhoneNumber parsed = library.parse(value, "ZZ");
            assertThat(library.isPossibleNumber(parsed)).as(value).isTrue();
            assertThat(PhoneNumber.of(value).value())
                    .isEqualTo(library.format(parsed, PhoneNumberUtil.PhoneNumberFormat.E164));
        }
    }

    @Test
    void of_nationalPrefixInParentheses_isDropped() {
        assertThat(PhoneNumber.of("+44 (0)20 7946 0018").value()).isEqualTo("+442079460018");
    }

    @ParameterizedTest
    @CsvSource({
        "(415) 555-2671, US, +14155552671",
        "415 555 2671, us, +14155552671",
        "0491 570 006, AU, +61491570006",
        "020 7946 0018, GB, +442079460018",
        "06 1234 5678, IT, +390612345678",
        "0011 1 415 555 2671, AU, +14155552671",
        "+61 491 570 006, US, +61491570006"
    })
    void parse_numberAsDialledInTheRegion_isCompleted(String input, String region, String value) {
        assertThat(PhoneNumber.parse(input, region).value()).isEqualTo(value);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ZZ", "", "USA", "XX", "001", "U S", "\u0130T"})
    void parse_unknownRegion_saysWhatARegionIs(String region) {
        assertThatThrownBy(() -> PhoneNumber.parse("4155552671", region))
                .isInstanceOf(InvalidPhoneNumberException.class)
                .hasMessageContainingAll("region \"" + region + "\"", "two-letter", "\"US\"");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "4155552671           | parse(input, region)",
                "1-800-FLOWERS        | vanity",
                "+1-800-FLOWERS       | vanity",
                "+14155552671x123     | extension",
                "+1 415 555 2671 ext. 5 | extension",
                "+14155552671,,9      | extension",
                "+14155552671#4       | extension",
                "+14155552671;ext=4   | extension",
                "+1415555             | too short",
                "+15552671            | area code",
                "+8130974163983843    | too long",
                "+490030123456        | dialling prefix too many",
                "+1415555267          | too short",
                "+141555526711        | too long",
                "+1415555267112345678 | too long",
                "+1111111111111111111111111 | too long",
                "+999123456789        | no country",
                "+0123456789          | no country",
                "+                    | no digits",
                "++14155552671        | U+002B",
                "+1415+5552671        | U+002B",
                "+1 415 555 2671!     | U+0021",
                "whatsapp:+14155552671 | letters",
                "''                   | no digits"
            })
    void of_whatIsNoNumber_isRefusedWithTheRemedy(String input, String hint) {
        assertThatExceptionOfType(InvalidPhoneNumberException.class)
                .isThrownBy(() -> PhoneNumber.of(input))
                .withMessageContaining(hint);
    }

    @Test
    void parse_localNumberWithoutAreaCode_isRefused() {
        assertThatThrownBy(() -> PhoneNumber.parse("555-2671", "US"))
                .isInstanceOf(InvalidPhoneNumberException.class)
                .hasMessageContaining("area code is missing");
    }

    @Test
    void of_twoNumbersOnTwoLines_areNotJoined() {
        assertThatThrownBy(() -> PhoneNumber.of("+1415\n5552671"))
                .isInstanceOf(InvalidPhoneNumberException.class)
                .hasMessageContaining("U+000A");
    }

    @Test
    void of_null_isRefusedLikeAnyOtherInput() {
        assertThatThrownBy(() -> PhoneNumber.of(null)).isInstanceOf(InvalidPhoneNumberException.class);
        assertThatThrownBy(() -> PhoneNumber.parse(null, "US")).isInstanceOf(InvalidPhoneNumberException.class);
        assertThatThrownBy(() -> PhoneNumber.parse("4155552671", null)).isInstanceOf(InvalidPhoneNumberException.class);
    }

    @Test
    void of_moreThan250Characters_isRefusedUnread() {
        assertThat(PhoneNumber.of("+14155552671" + " ".repeat(238)).value()).isEqualTo("+14155552671");
        assertThatThrownBy(() -> PhoneNumber.of("+14155552671" + " ".repeat(239)))
                .isInstanceOf(InvalidPhoneNumberException.class)
                .hasMessageContaining("250");
        assertThatThrownBy(() -> PhoneNumber.of("+1".repeat(10_000_000)))
                .isInstanceOf(InvalidPhoneNumberException.class)
                .message()
                .hasSizeLessThan(200);
    }

    @ParameterizedTest
    @CsvSource({
        "+14155552671, US",
        "+14165550123, CA",
        "+61491570006, AU",
        "+80012345678,",
        "+15551234567,",
        "+442079460018, GB"
    })
    void region_ofANumber_isItsCountryOrEmpty(String value, String region) {
        assertThat(PhoneNumber.of(value).region().orElse(null)).isEqualTo(region);
    }

    @Test
    void isTollFree_goesByTheRange() {
        assertThat(PhoneNumber.of("+18005550199").isTollFree()).isTrue();
        assertThat(PhoneNumber.of("+611800160401").isTollFree()).isTrue();
        assertThat(PhoneNumber.of("+14155552671").isTollFree()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"+14155552671, +1********71", "+61491570006, +61*******06", "+35312345678, +353******78"})
    void masked_keepsCountryCodeAndLastTwoDigits(String value, String masked) {
        assertThat(PhoneNumber.of(value).masked()).isEqualTo(masked);
        assertThat(PhoneNumber.of(value)).hasToString(masked);
    }

    @Test
    void equals_goesByTheValueAlone() {
        PhoneNumber number = PhoneNumber.of("+14155552671");

        assertThat(number)
                .isEqualTo(PhoneNumber.parse("415-555-2671", "US"))
                .hasSameHashCodeAs(PhoneNumber.of("+1 415 555 2671"))
                .isNotEqualTo(PhoneNumber.of("+14155552672"))
                .isNotEqualTo("+14155552671");
    }

    @Test
    void of_anyGarbage_givesAStableNumberOrTheOneException() {
        String alphabet = "0123456789+++--  ().,;#*xXext/\u00A0\uFF0B\uFF11\u0661\uD83D\uDE00\u0000\u202EA~[]=:";
        Random random = new Random(SEED);
        int numbers = 0;
        for (int round = 0; round < 10_000; round++) {
            StringBuilder text = new StringBuilder(random.nextBoolean() ? "+" : "");
            int digitsOnly = random.nextInt(3);
            for (int i = random.nextInt(random.nextInt(20) == 0 ? 300 : 20); i > 0; i--) {
                text.append(
                        digitsOnly == 0
                                ? (char) ('0' + random.nextInt(10))
                                : digitsOnly == 1
                                        ? alphabet.charAt(random.nextInt(alphabet.length()))
                                        : (char) random.nextInt(0x10000));
            }
            String input = text.toString();
            try {
                PhoneNumber number = random.nextBoolean() ? PhoneNumber.of(input) : PhoneNumber.parse(input, "US");
                numbers++;
                assertThat(number.value()).as("seed %d, round %d", SEED, round).matches("\\+[1-9][0-9]{1,14}");
                assertThat(PhoneNumber.of(number.value()))
                        .as("seed %d, round %d", SEED, round)
                        .isEqualTo(number);
                assertThat(number.masked()).hasSameSizeAs(number.value());
                number.region();
                number.isTollFree();
            } catch (InvalidPhoneNumberException e) {
                assertThat(e.getMessage()).as("seed %d, round %d", SEED, round).hasSizeLessThan(250);
            }
        }
        assertThat(numbers).as("seed %d", SEED).isGreaterThan(100);
    }

    @Test
    void restored_isEqualAndTellsTheSame() {
        for (String value : List.of("+14155550100", "+442079460123", "+80012345678")) {
            Address restored = Address.restore(value);
            assertThat(restored)
                    .isEqualTo(PhoneNumber.of(value))
                    .hasToString(PhoneNumber.of(value).masked());
            assertThat(((PhoneNumber) restored).region())
                    .isEqualTo(PhoneNumber.of(value).region());
            assertThat(((PhoneNumber) restored).isTollFree())
                    .isEqualTo(PhoneNumber.of(value).isTollFree());
        }
    }

    @Test
    void restored_ofACountryCodeNobodyKnowsAnyMore_isStillReadable() {
        String value = "+99955501234";
        assertThatThrownBy(() -> PhoneNumber.of(value)).isInstanceOf(InvalidPhoneNumberException.class);

        PhoneNumber restored = (PhoneNumber) Address.restore(value);

        assertThat(restored.value()).isEqualTo(value);
        assertThat(restored.masked()).isEqualTo("+*********34");
        assertThat(restored.region()).isEmpty();
        assertThat(restored.isTollFree()).isFalse();
    }

    @Test
    void restore_whatIsNoValue_isRefused() {
        assertThatThrownBy(() -> Address.restore("+1 (415) 555")).isInstanceOf(InvalidPhoneNumberException.class);
        assertThat(Address.restore("a@example.com")).isEqualTo(EmailAddress.of("a@example.com"));
    }
}
