package io.stratos.messaging.internal.consent;

import static org.assertj.core.api.Assertions.assertThat;

import io.stratos.messaging.consent.Keyword;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class KeywordsTest {

    private static final List<String> NO_KEYWORDS = List.of(
            "",
            " ",
            "\n",
            "...",
            "\uD83D\uDED1",
            "\u200B",
            "\"\"",
            "please",
            "thanks",
            "thank you",
            "pls thx",
            "YES",
            "yes",
            "Y",
            "yes please",
            "NO",
            "no thanks",
            "ok",
            "C",
            "1",
            "2",
            "9",
            "STOP 2",
            "stop 9am",
            "stop by at 5",
            "Stop by at 5 please",
            "can you stop by?",
            "cancel my 3pm appointment",
            "cancel 3pm",
            "please cancel my appointment",
            "cancel it",
            "cancel order",
            "end of month",
            "the end",
            "end on friday",
            "week end",
            "weekend",
            "help me with my sink",
            "help me",
            "can you help",
            "helpful",
            "no help",
            "need info on pricing",
            "more info",
            "info@example.com",
            "start at 9",
            "start monday",
            "restart",
            "when do you start?",
            "let's start",
            "kick start",
            "Reply STOP to unsubscribe",
            "Text STOP to opt out, HELP for help",
            "reply stop",
            "STOP to end",
            "Msg&data rates apply. STOP=end",
            "Liked \u201CReply STOP to opt out\u201D",
            "Liked \u201CSTOP\u201D",
            "Loved \"stop\"",
            "Disliked \u201CSTOP\u201D",
            "Reacted \uD83D\uDC4D to \u201CSTOP\u201D",
            "\uD83D\uDC4D to \u201C STOP \u201D",
            "Removed a like from \u201CSTOP\u201D",
            "Laughed at \u201CHELP\u201D",
            "A aim\u00E9 \u00AB STOP \u00BB",
            "don't stop",
            "do not stop",
            "never stop",
            "can't stop",
            "non stop",
            "non-stop",
            "nonstop",
            "stopped",
            "stopping",
            "stops",
            "stop it",
            "stop texting me",
            "please stop texting me",
            "stop now or else",
            "bus stop",
            "pit stop",
            "stop sign",
            "stopp",
            "st op",
            "sto",
            "tsop",
            "sotp",
            "s t o",
            "t o p",
            "stop start",
            "start stop",
            "help stop",
            "HELP or STOP",
            "unsubscribed",
            "unsubscribe me from marketing only",
            "opt",
            "out",
            "opt in",
            "optin",
            "opt-in",
            "opt out of what?",
            "out opt",
            "all stop?? what",
            "all stop",
            "quit smoking",
            "quitting",
            "i quit",
            "revoked",
            "revoke my offer",
            "revoke access",
            "alto saxophone",
            "rialto",
            "alt o",
            "arrêt de bus",
            "un arrêt",
            "aide-moi",
            "ayuda con mi factura",
            "informaci\u00F3n",
            "ayudar",
            "\u0441top",
            "\u505C\u6B62",
            "\u05E2\u05E6\u05D5\u05E8",
            "STOP\u505C",
            "5TOP",
            "ST0P",
            "$top",
            "stop1",
            "1stop",
            "start2",
            "unstoppable",
            "un",
            "subscribe",
            "cancelled",
            "cancellation",
            "candle",
            "endless",
            "www.stop.com",
            "https://stop.example",
            "@stop me",
            "stop!by",
            "x",
            "LATER 3PM",
            "MORNING");

    private static final long SEED = 20_261_120L;

    private static final Map<Keyword, List<String>> PHRASES = Map.of(
            Keyword.STOP,
            List.of(
                    "STOP",
                    "STOPALL",
                    "STOP ALL",
                    "UNSUBSCRIBE",
                    "CANCEL",
                    "END",
                    "QUIT",
                    "REVOKE",
                    "OPTOUT",
                    "OPT OUT",
                    "OPT-OUT",
                    "ARRET",
                    "ARRÊT",
                    "ALTO"),
            Keyword.START,
            List.of("START", "UNSTOP"),
            Keyword.HELP,
            List.of("HELP", "INFO", "AIDE", "AYUDA"));

    @Test
    void everyPhrase_inEveryDress_isItsKeyword() {
        Map<String, Optional<Keyword>> table = new LinkedHashMap<>();
        PHRASES.forEach((keyword, phrases) ->
                phrases.forEach(phrase -> dressed(phrase).forEach(text -> table.put(text, Optional.of(keyword)))));

        assertThat(table).hasSizeGreaterThan(400);
        assertAllRight(table);
    }

    private static List<String> dressed(String phrase) {
        String lower = phrase.toLowerCase(Locale.ROOT);
        String title = phrase.charAt(0) + lower.substring(1);
        return List.of(
                phrase,
                lower,
                title,
                mixed(phrase),
                phrase + ".",
                phrase + "!!",
                lower + "?!",
                "  " + title + " \r\n\t ",
                "\"" + phrase + "\"",
                "\u201C" + title + "\u201D",
                "\u00AB " + lower + " \u00BB",
                "'" + phrase + "'",
                "(" + phrase + ")",
                "*" + phrase + "*",
                "> " + phrase,
                "\uD83D\uDED1 " + phrase + "\uD83D\uDED1\uFE0F",
                phrase + "\uD83D\uDE21\uD83D\uDC4B\uD83C\uDFFD",
                "\uFEFF" + phrase,
                "\u202E" + phrase + "\u202C",
                "\u200F" + lower + "\u200E",
                zeroWidth(phrase),
                fullWidth(phrase),
                accented(phrase),
                bold(phrase),
                phrase.replace(" ", "\u00A0 \u3000") + "\u00A0",
                title + " please",
                "Please " + lower,
                "pls, " + phrase + "!",
                phrase + " thanks",
                phrase + ", thank you.",
                "\u00A1" + phrase + ", por favor!",
                lower + " s\u2019il vous pla\u00EEt",
                phrase + " " + phrase + " " + lower,
                phrase + "\u2026",
                phrase + "\uFFFC");
    }

    @Test
    void handWritten_keywords_areRecognized() {
        Map<String, Optional<Keyword>> table = new LinkedHashMap<>();
        for (String stop : List.of(
                "S.T.O.P",
                "S T O P",
                "s-t-o-p please",
                "STOP/END",
                "Stop. Unsubscribe.",
                "stop all, thanks",
                "opt.out",
                "opt\u2011out",
                "opt_out",
                "Un-subscribe",
                "Opt  Out!!!",
                "\u24C8\u24E3\u24DE\u24DF",
                "\uFB06op",
                "arr\u00EAt",
                "arre\u0302t",
                "ARR\u00CAT SVP",
                "alto por favor",
                "unsubscr\u0131be",
                "QU\u0130T",
                "\u02E2\u1D57\u1D52\u1D56",
                "stop\nstop\nstop",
                "\u3164STOP\u3164",
                "STO\u00ADP",
                "Please STOP thanks",
                "ty stop",
                "Stop :)",
                "\uD83C\uDDE8\uD83C\uDDE6 stop",
                "\u0000stop\u0007",
                "\uD800stop\uDC00",
                "stop\u0301\u0302\u0323")) {
            table.put(stop, Optional.of(Keyword.STOP));
        }
        for (String start : List.of("un-stop", "Start!", "start please", "\u00BFSTART?", "UNSTOP thx")) {
            table.put(start, Optional.of(Keyword.START));
        }
        for (String help :
                List.of("help?", "HELP!!!", "help help", "info please", "\u00A1Ayuda!", "Aide, merci", "h e l p")) {
            table.put(help, Optional.of(Keyword.HELP));
        }

        assertAllRight(table);
    }

    @Test
    void handWritten_otherTexts_areNone() {
        Map<String, Optional<Keyword>> table = new LinkedHashMap<>();
        NO_KEYWORDS.forEach(text -> table.put(text, Optional.empty()));

        assertThat(table).hasSizeGreaterThan(140);
        assertAllRight(table);
    }

    @Test
    void longTexts_takeLinearTime() {
        int million = 1_000_000;
        List<String> monsters = List.of(
                "STOP" + "\u200B".repeat(million),
                "!".repeat(million) + "STOP",
                " ".repeat(million) + "stop" + "\n".repeat(million),
                "sto" + "\u0301\u0323".repeat(million / 2) + "p",
                "\uD83D\uDED1".repeat(million / 2) + " stop");
        List<String> others = List.of(
                "s".repeat(million), "stop ".repeat(million / 5), "\uFDFA".repeat(million), "s ".repeat(million));

        assertThat(monsters)
                .allSatisfy(text -> assertThat(Keywords.recognize(text)).hasValue(Keyword.STOP));
        assertThat(others)
                .allSatisfy(text -> assertThat(Keywords.recognize(text)).isEmpty());
        long start = System.nanoTime();
        monsters.forEach(Keywords::recognize);
        others.forEach(Keywords::recognize);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(2));
    }

    @Test
    void anyUtf16_throwsNothing() {
        Random random = new Random(SEED);
        for (int round = 0; round < 2_000; round++) {
            char[] units = new char[random.nextInt(40)];
            for (int i = 0; i < units.length; i++) {
                units[i] = (char) random.nextInt(0x10000);
            }
            assertThat(Keywords.recognize(new String(units)))
                    .as("seed %d, round %d", SEED, round)
                    .isEmpty();
        }
    }

    @Test
    void table_takesMoreLanguages() {
        KeywordTable german =
                KeywordTable.BUILT_IN.with(Keyword.STOP, "Abbestellen").withCourtesy("bitte");

        assertThat(german.recognize("Bitte ABBESTELLEN!")).hasValue(Keyword.STOP);
        assertThat(german.recognize("stop bitte")).hasValue(Keyword.STOP);
        assertThat(Keywords.recognize("abbestellen")).isEmpty();
    }

    private static void assertAllRight(Map<String, Optional<Keyword>> table) {
        List<String> wrong = new ArrayList<>();
        table.forEach((text, expected) -> {
            Optional<Keyword> actual = Keywords.recognize(text);
            if (!actual.equals(expected)) {
                wrong.add("'" + text + "' is " + actual + ", not " + expected);
            }
        });
        assertThat(wrong).isEmpty();
    }

    private static String mixed(String phrase) {
        StringBuilder text = new StringBuilder(phrase.toLowerCase(Locale.ROOT));
        for (int i = 1; i < text.length(); i += 2) {
            text.setCharAt(i, Character.toUpperCase(text.charAt(i)));
        }
        return text.toString();
    }

    private static String zeroWidth(String phrase) {
        return phrase.chars().mapToObj(c -> (char) c + "\u200B\u2060").collect(Collectors.joining());
    }

    private static String fullWidth(String phrase) {
        return phrase.chars()
                .mapToObj(c -> Character.toString(c > ' ' && c < 0x7F ? c + 0xFEE0 : c))
                .collect(Collectors.joining());
    }

    private static String accented(String phrase) {
        return phrase.replace("A", "\u00C1")
                .replace("O", "o\u0308")
                .replace("E", "\u00E9")
                .replace("U", "\u00DC");
    }

    private static String bold(String phrase) {
        return phrase.chars()
                .mapToObj(c -> Character.toString(c >= 'A' && c <= 'Z' ? 0x1D400 + c - 'A' : c))
                .collect(Collectors.joining());
    }
}
