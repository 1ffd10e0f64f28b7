package io.stratos.messaging.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class LongTextTest {

    private static final long SEED = 1600L;
    private static final String FAMILY = "👨‍👩‍👧‍👦";

    @Test
    void split_textThatFits_isOnePiece() {
        assertThat(LongText.split("hello", 5)).containsExactly("hello");
        assertThat(LongText.split("", 5)).containsExactly("");
        assertThat(LongText.split("x".repeat(1600), 1600)).hasSize(1);
    }

    @Test
    void split_withoutAnyBreak_fillsEachPiece() {
        assertThat(LongText.split("x".repeat(23), 10)).containsExactly("x".repeat(10), "x".repeat(10), "xxx");
    }

    @Test
    void split_wordsInTheLastFifth_endsAfterTheLastBlank() {
        assertThat(LongText.split("aaaa bbb ccc ddd", 10)).containsExactly("aaaa bbb ", "ccc ddd");
        assertThat(LongText.split("aaaaaaaa bbbbbb", 10)).containsExactly("aaaaaaaa ", "bbbbbb");
    }

    @Test
    void split_blankBeforeTheLastFifth_isNoReasonForAShortPiece() {
        assertThat(LongText.split("aaa bbbbbbbbbbbb", 10)).containsExactly("aaa bbbbbb", "bbbbbb");
    }

    @Test
    void split_sentenceInTheLastFifth_isPreferredToAWord() {
        String text = "x".repeat(80) + ". one two three four five six";

        assertThat(LongText.split(text, 100)).containsExactly("x".repeat(80) + ". ", "one two three four five six");
    }

    @Test
    void split_lineInTheLastFifth_isPreferredToASentence() {
        String text = "x".repeat(80) + "\none. two three four five six";

        assertThat(LongText.split(text, 100)).containsExactly("x".repeat(80) + "\n", "one. two three four five six");
    }

    @Test
    void split_dotInsideANumberOrLink_isNoSentence() {
        String text = "x".repeat(85) + ".yyyyyyy zzzzzzzzzzzzz";

        assertThat(LongText.split(text, 100).get(0)).isEqualTo("x".repeat(85) + ".yyyyyyy ");
    }

    @Test
    void split_noBreakSpace_isNoBreak() {
        assertThat(LongText.split("aaaaaaaa\u00A0bbbbbb", 10)).containsExactly("aaaaaaaa\u00A0b", "bbbbb");
    }

    @Test
    void split_ideographicFullStop_endsASentence() {
        assertThat(LongText.split("漢".repeat(8) + "。" + "字".repeat(5), 10))
                .containsExactly("漢".repeat(8) + "。", "字".repeat(5));
    }

    @Test
    void split_clusterAtTheLimit_goesToTheNextPieceWhole() {
        assertThat(LongText.split("xxxxx" + FAMILY + "y", 12)).containsExactly("xxxxx", FAMILY + "y");
        assertThat(LongText.split("xxxxxxxxx\r\nyy", 10)).containsExactly("xxxxxxxxx", "\r\nyy");
    }

    @Test
    void split_clusterLongerThanTheLimit_isCutBetweenCodePoints() {
        assertThat(LongText.split(FAMILY, 3)).containsExactly("👨\u200D", "👩\u200D", "👧\u200D", "👦");
        assertThat(LongText.split("😀😀", 2)).containsExactly("😀", "😀");
    }

    @Test
    void split_blankEndAfterAFullPiece_takesTheLastCharacterAlong() {
        assertThat(LongText.split("aaaaaaaaaa  ", 10)).containsExactly("aaaaaaaaa", "a  ");
    }

    @Test
    void split_blankRunOfOnePiece_isSharedByItsNeighbours() {
        assertThat(LongText.split("aaaaaaaaaa" + " ".repeat(10) + "b", 10))
                .containsExactly("aaaaaaaaa", "a" + " ".repeat(9), " b");
    }

    @Test
    void split_nothingButBlanks_stillGivesAllOfThem() {
        assertThat(LongText.split(" ".repeat(25), 10)).containsExactly(" ".repeat(10), " ".repeat(10), " ".repeat(5));
        assertThat(LongText.split("hello" + " ".repeat(100), 10).get(0)).isEqualTo("hello     ");
    }

    @Test
    void split_limitBelowTwo_isRefusedWithTheValue() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LongText.split("hello", 1))
                .withMessageContaining("limit is 1");
    }

    @Test
    void split_anyText_losesNothingAndKeepsTheLimit() {
        Random random = new Random(SEED);
        for (int round = 0; round < 3_000; round++) {
            String text = RandomTexts.next(random, 600);
            int limit = 2 + random.nextInt(120);
            List<String> pieces = LongText.split(text, limit);
            String run = "seed " + SEED + ", round " + round + ", limit " + limit;

            assertThat(String.join("", pieces)).as(run).isEqualTo(text);
            assertThat(pieces).as(run).allMatch(piece -> piece.length() <= limit);
            assertThat(pieces.size() == 1 || !pieces.contains("")).as(run).isTrue();
        }
    }

    @Test
    void split_anyText_cutsNoClusterThatFits() {
        Random random = new Random(SEED + 1);
        Pattern cluster = Pattern.compile("\\X");
        for (int round = 0; round < 800; round++) {
            String text = RandomTexts.next(random, 600);
            int limit = 2 + random.nextInt(120);
            int end = 0;
            for (String piece : LongText.split(text, limit)) {
                int seam = end += piece.length();
                assertThat(cluster.matcher(text).results())
                        .as("seed %d, round %d, limit %d", SEED + 1, round, limit)
                        .noneMatch(c -> c.start() < seam && seam < c.end() && c.end() - c.start() <= limit);
            }
        }
    }

    @Test
    void split_runsOfBlanksUpToAQuarterOfTheLimit_makeNoBlankPiece() {
        Random random = new Random(SEED + 2);
        for (int round = 0; round < 3_000; round++) {
            int limit = 8 + random.nextInt(60);
            StringBuilder text = new StringBuilder("x");
            while (text.length() < limit * 6) {
                text.append("x".repeat(1 + random.nextInt(limit * 2)))
                        .append((random.nextBoolean() ? " " : "\n").repeat(random.nextInt(limit / 4 + 1)));
            }
            assertThat(LongText.split(text.toString(), limit))
                    .as("seed %d, round %d, limit %d", SEED + 2, round, limit)
                    .noneMatch(String::isBlank);
        }
    }

    @Test
    @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void split_megabytes_takesLinearTime() {
        for (String text : List.of(
                " ".repeat(2_000_000),
                "x ".repeat(1_000_000),
                "e" + "\u0301".repeat(2_000_000),
                "\uD83D".repeat(2_000_000),
                "🇮".repeat(1_000_000))) {
            assertThat(String.join("", LongText.split(text, 1600)).equals(text)).isTrue();
            assertThat(String.join("", LongText.split(text, text.length() / 2)).equals(text))
                    .isTrue();
        }
    }
}
