package io.stratos.messaging.message;

import static io.stratos.messaging.message.TextEncoding.GSM_7;
import static io.stratos.messaging.message.TextEncoding.UCS_2;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class SegmentsTest {

    private static final long SEED = 23038L;
    private static final String FAMILY = "👨‍👩‍👧‍👦";

    /** Name, text, encoding, characters, bits in all, units of each segment: by hand from TS 23.038 and 23.040. */
    static Stream<Arguments> handReasoned() {
        return Stream.concat(gsmCases(), ucs2Cases());
    }

    private static Stream<Arguments> gsmCases() {
        return Stream.of(
                arguments("empty", "", GSM_7, 0, 0, units(0)),
                arguments("one letter", "A", GSM_7, 1, 7, units(1)),
                arguments("a sentence", "Your technician is on the way.", GSM_7, 30, 210, units(30)),
                arguments("line feed", "a\nb", GSM_7, 3, 21, units(3)),
                arguments("CR LF counts two", "a\r\nb", GSM_7, 4, 28, units(4)),
                arguments("one letter, 159", "x".repeat(159), GSM_7, 159, 1113, units(159)),
                arguments("full single", "x".repeat(160), GSM_7, 160, 1120, units(160)),
                arguments("one too many", "x".repeat(161), GSM_7, 161, 1223, units(153, 8)),
                arguments("two full parts", "x".repeat(306), GSM_7, 306, 2238, units(153, 153)),
                arguments("three parts", "x".repeat(307), GSM_7, 307, 2293, units(153, 153, 1)),
                arguments("four full parts", "x".repeat(612), GSM_7, 612, 4476, units(153, 153, 153, 153)),
                arguments("euro takes two", "€", GSM_7, 2, 14, units(2)),
                arguments("all extensions", "\f^{}\\[~]|€", GSM_7, 20, 140, units(20)),
                arguments("80 euros fill a single", "€".repeat(80), GSM_7, 160, 1120, units(160)),
                arguments("81 euros leave a septet unused", "€".repeat(81), GSM_7, 162, 1230, units(152, 10)),
                arguments("153 euros", "€".repeat(153), GSM_7, 306, 2286, units(152, 152, 2)),
                arguments("pair at the seam", "x".repeat(152) + "[" + "y".repeat(20), GSM_7, 174, 1314, units(152, 22)),
                arguments(
                        "pair just before it",
                        "x".repeat(151) + "[" + "y".repeat(20),
                        GSM_7,
                        173,
                        1307,
                        units(153, 20)),
                arguments(
                        "pair just after it", "x".repeat(153) + "[" + "y".repeat(20), GSM_7, 175, 1321, units(153, 22)),
                arguments("pair at the end of a single", "x".repeat(158) + "]", GSM_7, 160, 1120, units(160)),
                arguments("pair that overflows a single", "x".repeat(159) + "]", GSM_7, 161, 1223, units(153, 8)),
                arguments(
                        "CR LF over the seam",
                        "x".repeat(152) + "\r\n" + "y".repeat(9),
                        GSM_7,
                        163,
                        1237,
                        units(153, 10)),
                arguments("national letters", "àèéìòùÄÖÑÜäöñüßÇØøÅåÆæ", GSM_7, 22, 154, units(22)),
                arguments("Greek capitals", "ΔΦΓΛΩΠΨΣΘΞ", GSM_7, 10, 70, units(10)),
                arguments("signs", "@£$¥§¿¡¤", GSM_7, 8, 56, units(8)));
    }

    private static Stream<Arguments> ucs2Cases() {
        String accent = "e\u0301";
        return Stream.of(
                arguments("small c cedilla", "garçon", UCS_2, 6, 96, units(6)),
                arguments("backtick", "`", UCS_2, 1, 16, units(1)),
                arguments("tab", "\t", UCS_2, 1, 16, units(1)),
                arguments("escape itself", "\u001B", UCS_2, 1, 16, units(1)),
                arguments("no-break space", "10\u00A0000", UCS_2, 6, 96, units(6)),
                arguments("extension counts one", "ç€", UCS_2, 2, 32, units(2)),
                arguments("emoji", "😀", UCS_2, 1, 32, units(2)),
                arguments("family of seven code points", FAMILY, UCS_2, 1, 176, units(11)),
                arguments("skin tone", "👍🏽", UCS_2, 1, 64, units(4)),
                arguments("separate accent", accent, UCS_2, 1, 32, units(2)),
                arguments("lone high surrogate", "a\uD83D", UCS_2, 2, 32, units(2)),
                arguments("lone low surrogate", "\uDE00b", UCS_2, 2, 32, units(2)),
                arguments("full single", "ж".repeat(70), UCS_2, 70, 1120, units(70)),
                arguments("one too many", "ж".repeat(71), UCS_2, 71, 1232, units(67, 4)),
                arguments("two full parts", "ж".repeat(134), UCS_2, 134, 2240, units(67, 67)),
                arguments("three parts", "ж".repeat(135), UCS_2, 135, 2304, units(67, 67, 1)),
                arguments("35 emoji fill a single", "😀".repeat(35), UCS_2, 35, 1120, units(70)),
                arguments("36 emoji leave a unit unused", "😀".repeat(36), UCS_2, 36, 1248, units(66, 6)),
                arguments("flag at the seam", "ж".repeat(65) + "🇮🇹" + "жж", UCS_2, 68, 1232, units(65, 6)),
                arguments("family at the seam", "ж".repeat(60) + FAMILY, UCS_2, 61, 1232, units(60, 11)),
                arguments("accent at the seam", "ж".repeat(66) + accent + "жжж", UCS_2, 70, 1232, units(66, 5)),
                arguments("CR LF over the seam", "ж".repeat(66) + "\r\n" + "жжж", UCS_2, 71, 1232, units(67, 4)),
                arguments("longer than a part", "e" + "\u0301".repeat(140), UCS_2, 1, 2400, units(67, 67, 7)));
    }

    private static List<Integer> units(Integer... units) {
        return Arrays.asList(units);
    }

    @ParameterizedTest(name = "{2}: {0}")
    @MethodSource("handReasoned")
    void of_handReasonedText_isMeasuredByTheRules(
            String name, String text, TextEncoding encoding, int characters, long totalBits, List<Integer> units) {
        Segments segments = Segments.of(text);

        assertThat(segments.encoding()).isEqualTo(encoding);
        assertThat(segments.perSegmentUnits()).isEqualTo(units);
        assertThat(segments.count()).isEqualTo(units.size());
        assertThat(segments.units()).isEqualTo(units.stream().mapToInt(i -> i).sum());
        assertThat(segments.characters()).isEqualTo(characters);
        assertThat(segments.bits()).isEqualTo((long) segments.units() * (encoding == GSM_7 ? 7 : 16));
        assertThat(segments.totalBits()).isEqualTo(totalBits);
        assertThat(String.join("", segments.parts())).isEqualTo(text);
        assertThat(segments.text()).isEqualTo(text);
        assertThat(segments.replacements()).isEmpty();
    }

    @Test
    void parts_extensionAtTheSeam_isCarriedOverWhole() {
        assertThat(Segments.of("x".repeat(152) + "[" + "y".repeat(20)).parts())
                .containsExactly("x".repeat(152), "[" + "y".repeat(20));
    }

    @Test
    void parts_familyAtTheSeam_isCarriedOverWhole() {
        assertThat(Segments.of("ж".repeat(60) + FAMILY).parts()).containsExactly("ж".repeat(60), FAMILY);
    }

    @Test
    void firstNonGsm_ofUcs2Text_namesCharacterAndPlace() {
        Offender offender =
                Segments.of("caf\u00E9 gar\u00E7on \u2019").firstNonGsm().orElseThrow();

        assertThat(offender).isEqualTo(new Offender("ç", 8));
        assertThat(offender.unicodeName()).isEqualTo("LATIN SMALL LETTER C WITH CEDILLA");
    }

    @Test
    void firstNonGsm_ofGsmText_isEmpty() {
        assertThat(Segments.of("plain [text]").firstNonGsm()).isEmpty();
        assertThat(Segments.of("plain [text]").nonGsmCharacters()).isEmpty();
    }

    @Test
    void firstNonGsm_afterALineEnd_isNotTheLineEnd() {
        assertThat(Segments.of("\r\nж").firstNonGsm()).hasValue(new Offender("ж", 2));
    }

    @Test
    void nonGsmCharacters_repeated_areListedEachTime() {
        assertThat(Segments.of("ж\r\n[😀]ж" + FAMILY).nonGsmCharacters()).containsExactly("ж", "😀", "ж", FAMILY);
    }

    @Test
    void unicodeName_ofSeveralCodePoints_joinsTheirNames() {
        assertThat(new Offender("e\u0301", 0).unicodeName()).isEqualTo("LATIN SMALL LETTER E + COMBINING ACUTE ACCENT");
        assertThat(new Offender("e" + "\u0301".repeat(100_000), 0).unicodeName())
                .endsWith(" + …")
                .hasSizeLessThan(300);
        assertThat(new Offender("\u0378", 0).unicodeName()).isEqualTo("U+0378");
    }

    @Test
    void offender_withoutACharacter_isRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Offender("", 0));
    }

    @Test
    void smart_typography_becomesGsmAndIsShown() {
        Segments segments = Segments.of("\u201CHi\u201D\u2026\u200B", SmartEncoding.ON);

        assertThat(segments.text()).isEqualTo("\"Hi\"...");
        assertThat(segments.encoding()).isEqualTo(GSM_7);
        assertThat(segments.units()).isEqualTo(7);
        assertThat(segments.replacements())
                .containsExactly(
                        new Replacement(0, "\u201C", "\""),
                        new Replacement(3, "\u201D", "\""),
                        new Replacement(4, "\u2026", "..."),
                        new Replacement(5, "\u200B", ""));
    }

    @Test
    void smart_noBreakSpaceAndTab_becomeTwoAndSevenSpaces() {
        assertThat(Segments.of("a\u00A0b\tc", SmartEncoding.ON).text()).isEqualTo("a  b       c");
    }

    @Test
    void smart_charactersWithoutLookAlike_stay() {
        Segments segments = Segments.of("😀\u2019ж", SmartEncoding.ON);

        assertThat(segments.text()).isEqualTo("😀'ж");
        assertThat(segments.encoding()).isEqualTo(UCS_2);
        assertThat(segments.replacements()).containsExactly(new Replacement(2, "\u2019", "'"));
    }

    @Test
    void smart_off_leavesTheText() {
        assertThat(Segments.of("\u2019", SmartEncoding.OFF)).isEqualTo(Segments.of("\u2019"));
        assertThat(Segments.of("\u2019").encoding()).isEqualTo(UCS_2);
    }

    @Test
    void equals_goesByTextAndReplacements() {
        assertThat(Segments.of("a")).isEqualTo(Segments.of("a")).hasSameHashCodeAs(Segments.of("a"));
        assertThat(Segments.of("'")).isNotEqualTo(Segments.of("\u2019", SmartEncoding.ON));
    }

    @Test
    void toString_showsFiguresAndNotTheText() {
        assertThat(Segments.of("secret")).hasToString("Segments[GSM_7, count=1, units=6]");
    }

    @Test
    void of_anyText_losesNothingAndOverfillsNoSegment() {
        Random random = new Random(SEED);
        for (int round = 0; round < 3_000; round++) {
            String text = RandomTexts.next(random, 400);
            Segments segments = Segments.of(text, random.nextBoolean() ? SmartEncoding.ON : SmartEncoding.OFF);
            String run = "seed " + SEED + ", round " + round;

            int capacity = segments.count() == 1
                    ? segments.encoding().singleCapacity()
                    : segments.encoding().partCapacity();
            assertThat(String.join("", segments.parts())).as(run).isEqualTo(segments.text());
            assertThat(segments.parts()).as(run).hasSize(segments.count());
            assertThat(segments.perSegmentUnits()).as(run).allMatch(units -> units <= capacity);
            assertThat(segments.firstNonGsm().isPresent()).as(run).isEqualTo(segments.encoding() == UCS_2);
            assertThat(segments.firstNonGsm().map(Offender::grapheme))
                    .as(run)
                    .isEqualTo(segments.nonGsmCharacters().stream().findFirst());
        }
    }

    @Test
    @Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void of_megabytes_takesLinearTime() {
        List<String> texts = List.of(
                "x[".repeat(1_000_000),
                "ж".repeat(2_000_000),
                "e" + "\u0301".repeat(2_000_000),
                "\uD83D".repeat(2_000_000),
                "🇮".repeat(1_000_000),
                "👨\u200D".repeat(700_000),
                "\u2019\t".repeat(1_000_000));
        for (String text : texts) {
            Segments segments = Segments.of(text, SmartEncoding.ON);
            assertThat(segments.firstNonGsm().isEmpty())
                    .isEqualTo(segments.nonGsmCharacters().isEmpty());
            assertThat(segments.parts()).hasSize(segments.count());
        }
    }
}
