package io.stratos.messaging.internal.consent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stratos.messaging.consent.Keyword;
import io.stratos.messaging.consent.Likelihood;
import io.stratos.messaging.consent.ReplyReading;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ClassifierTest {

    private static final long SEED = 20_261_120L;

    @Test
    void keywordsInOddDress_areCertain() {
        assertCertain(
                "S.T.O.P",
                "S T O P",
                "s-t-o-p please",
                "STOP/END",
                "Stop. Unsubscribe.",
                "opt.out",
                "opt\u2011out",
                "opt_out",
                "Un-subscribe",
                "\u24C8\u24E3\u24DE\u24DF",
                "\uFB06op",
                "arre\u0302t",
                "unsubscr\u0131be",
                "QU\u0130T",
                "\u02E2\u1D57\u1D52\u1D56",
                "stop\nstop\nstop",
                "\u3164STOP\u3164",
                "STO\u00ADP",
                "\uD83C\uDDE8\uD83C\uDDE6 stop",
                "\u0000stop\u0007",
                "\uD800stop\uDC00",
                "stop\u0301\u0302\u0323",
                "STOOOOP",
                "5TOP",
                "$top",
                "0pt 0ut",
                "cance1",
                "QU1T",
                "S\u03A4\u039F\u03A1",
                "un'sub");
    }

    @Test
    void clearSentences_areCertain() {
        assertCertain(
                "please stop texting me",
                "take me off your list",
                "remove me",
                "Please don\u2019t text me again!",
                "dont text me",
                "por favor no me escriban m\u00E1s",
                "Qu\u00EDtenme de su lista",
                "arr\u00EAtez de m'envoyer des messages",
                "arretez de m envoyer des messages",
                "Je ne veux plus recevoir vos SMS, merci");
    }

    @Test
    void saidWithConditionsOrBesideSomethingElse_isLikely() {
        for (String text : List.of(
                "wrong number",
                "STOP. I never asked for this",
                "never asked for this please stop",
                "Stop texting me about the gutters",
                "stop start",
                "HELP STOP",
                "yes stop",
                "how do I unsubscribe?",
                "stop w the daily texts",
                "no me interesa",
                "laissez-moi tranquille")) {
            assertThat(Classifier.read(text).optOut()).as(text).isEqualTo(Likelihood.LIKELY);
        }
    }

    @Test
    void everydayWords_areNothing() {
        assertNothing(
                "",
                " ",
                "...",
                "\u200B",
                "stop by at 5",
                "we must stop this leak",
                "cancel my 3pm appointment",
                "don't stop",
                "please don\u2019t stop texting me",
                "end of month is fine",
                "non-stop",
                "stopped",
                "stop sign",
                "1stop",
                "stop1",
                "@stop me",
                "https://stop.example",
                "yes cancel",
                "no, gracias",
                "l'arr\u00EAt de bus",
                "\u505C\u6B62");
    }

    @Test
    void whatIsQuotedBack_isNotTheContactsOwn() {
        assertNothing(
                "Reply STOP to opt out",
                "Liked \u201CReply STOP to opt out\u201D",
                "Liked \u201CSTOP\u201D",
                "Loved \"stop\"",
                "Laughed at \u201Cplease stop texting me\u201D",
                "Reacted \uD83D\uDC4D to \u201CSTOP\u201D",
                "\uD83D\uDC4D to \u201C STOP \u201D",
                "Removed a like from \u201CSTOP\u201D",
                "Liked \u201CHi, it's Acme. Reply STOP to",
                "A aim\u00E9 \u00AB STOP \u00BB",
                "A r\u00E9agi par \uD83D\uDC4D \u00E0 \u00AB R\u00E9pondez STOP \u00BB",
                "Le gust\u00F3 \u201CResponda ALTO para salir\u201D",
                "A Marta le encant\u00F3 \u201CSTOP\u201D",
                "> Reply STOP to opt out\nSee you at 9",
                "Fine\n\nOn Mon, Mar 2, 2026 Acme wrote:\n\nSTOP",
                "Fine\n-- \nSTOP",
                "You wrote \"reply STOP to opt out\", what is that?");
        assertCertain("\"STOP\"", "> STOP", "Please \u201Cstop\u201D", "STOP\n> Reply STOP to opt out");
        assertThat(Classifier.read("Liked \u201CReply STOP\u201D stop texting me")
                        .keyword())
                .contains(Keyword.STOP);
    }

    @Test
    void requests_areKeywordsOnlyAlone() {
        Map.of(
                        "Start!",
                        Keyword.START,
                        "UN-STOP please",
                        Keyword.START,
                        "\u00A1Ayuda!",
                        Keyword.HELP,
                        "aide svp",
                        Keyword.HELP)
                .forEach((text, keyword) ->
                        assertThat(Classifier.read(text).keyword()).as(text).contains(keyword));
        Stream.of("YES", "y", "S\u00ED", "oui merci", "yep")
                .forEach(text ->
                        assertThat(Classifier.read(text).keyword()).as(text).contains(Keyword.YES));
        assertNothing(
                "help me with my sink", "start at 9", "more info", "yes but not before 10", "resume", "reply help");
    }

    @Test
    void reading_saysWhichRuleAndWhichWords() {
        ReplyReading reading = Classifier.read("Hi! Please STOP t\u00E9xting me.");

        assertThat(reading)
                .isEqualTo(new ReplyReading(
                        Likelihood.CERTAIN, Keyword.STOP, "stop-texting", "en", List.of("stop", "texting", "me")));
        assertThat(reading.reason()).isEqualTo("STOP (stop-texting, en): \"stop texting me\"");
        assertThat(Classifier.read("don't stop").reason()).isEqualTo("no request (negated, en): \"dont stop\"");
        assertThat(Classifier.read("Liked \u201CSTOP\u201D").rule()).isEqualTo("reaction");
    }

    @Test
    void anyLength_takesStepsLinearInIt() {
        int million = 1_000_000;
        Classifier classifier = new Classifier(LanguageTable.builtIn());
        for (String unit : List.of(
                "s",
                "stop ",
                "s ",
                "s t o p ",
                "stop\n",
                "\"",
                "\" a \" ",
                ">\n",
                "i don't want to ",
                "how do i stop all of these your ",
                "take my number off of all of ",
                "On Monday wrote:\n",
                "liked \u201C",
                "\u201C",
                "sto\u0301\u0323",
                "\uFDFA",
                "0",
                "a0a0 ",
                "no me vuelvan a mandar mas ",
                "je ne veux plus ",
                "\uD83D\uDED1")) {
            long half = steps(classifier, unit, 20_000);
            assertThat(steps(classifier, unit, 40_000)).as("steps for %s", unit).isLessThan(half * 5 / 2 + 1_000);
            assertThat(steps(classifier, unit, million))
                    .as("steps for %s", unit)
                    .isLessThan(60L * million);
        }
    }

    private static long steps(Classifier classifier, String unit, int length) {
        Work work = new Work();
        classifier.classify(unit.repeat(length / unit.length()), work);
        return work.total();
    }

    @Test
    void padding_doesNotHideAKeyword() {
        int million = 1_000_000;
        assertCertain(
                "STOP" + "\u200B".repeat(million),
                "!".repeat(million) + "STOP",
                " ".repeat(million) + "stop" + "\n".repeat(million),
                "sto" + "\u0301\u0323".repeat(million / 2) + "p",
                "stop ".repeat(million / 5));
    }

    @Test
    void anyUtf16_throwsNothing() {
        Random random = new Random(SEED);
        for (int round = 0; round < 5_000; round++) {
            char[] units = new char[random.nextInt(40)];
            for (int i = 0; i < units.length; i++) {
                units[i] = (char) random.nextInt(0x10000);
            }
            assertThat(Classifier.read(new String(units)).optOut())
                    .as("seed %d, round %d", SEED, round)
                    .isEqualTo(Likelihood.NO);
        }
    }

    @Test
    void fourthLanguage_isOneTable() {
        String german = """
                ; German.
                stop wort: abbestellen | stopp
                courtesy bitte: bitte
                mich = mich | uns
                clear schreiben: (schreibt|schreiben Sie) @mich nicht mehr [an]
                alone nummer: falsche nummer
                """;
        Classifier classifier = new Classifier(LanguageTable.book(Map.of("de", german)));

        assertThat(classifier.classify("Bitte ABBESTELLEN!", new Work()).language())
                .isEqualTo("de");
        assertThat(classifier
                        .classify("Schreiben Sie uns nicht mehr an, bitte", new Work())
                        .rule())
                .isEqualTo("schreiben");
        assertThat(classifier.classify("Falsche Nummer", new Work()).optOut()).isEqualTo(Likelihood.LIKELY);
        assertThat(Classifier.read("abbestellen").optOut()).isEqualTo(Likelihood.NO);
    }

    @Test
    void brokenTable_isRefusedWithItsLine() {
        assertThatThrownBy(() -> LanguageTable.book(Map.of("xx", "stop word: (a|b")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("(a|b");
        assertThatThrownBy(() -> LanguageTable.book(Map.of("xx", "stop word: @nothing")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("@nothing");
        assertThatThrownBy(() -> LanguageTable.book(Map.of("xx", "what is this")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("what is this");
    }

    private static void assertCertain(String... texts) {
        for (String text : texts) {
            String shown = text.length() > 60 ? text.substring(0, 60) : text;
            assertThat(Classifier.read(text).keyword()).as(shown).contains(Keyword.STOP);
        }
    }

    private static void assertNothing(String... texts) {
        for (String text : texts) {
            ReplyReading reading = Classifier.read(text);
            assertThat(reading.optOut()).as("%s: %s", text, reading.reason()).isEqualTo(Likelihood.NO);
            assertThat(reading.keyword()).as("%s: %s", text, reading.reason()).isEmpty();
        }
    }
}
