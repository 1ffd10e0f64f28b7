package io.stratos.messaging.internal.consent;

import static org.assertj.core.api.Assertions.assertThat;

import io.stratos.messaging.consent.Likelihood;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Every keyword in every dress: words x courtesy x case and script x what stands between letters x what stands around. */
class ReplyVariantsTest {

    private static final List<String> WORDS = List.of(
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
            "REMOVE",
            "TD",
            "ARRET",
            "ARR\u00CAT",
            "ARRETE",
            "ALTO",
            "BAJA",
            "PARAR");

    private static final List<UnaryOperator<String>> COURTESY = List.of(
            text -> text,
            text -> text + " please",
            text -> "pls " + text,
            text -> "Please, " + text + ", thank you",
            text -> text + " gracias",
            text -> text + " s\u2019il vous pla\u00EEt");

    private static final List<UnaryOperator<String>> SCRIPT = List.of(
            text -> text,
            text -> text.toLowerCase(Locale.ROOT),
            ReplyVariantsTest::mixed,
            text -> each(text, c -> c > ' ' && c < 0x7F ? Character.toString(c + 0xFEE0) : Character.toString(c)),
            text -> each(
                    text, c -> c >= 'A' && c <= 'Z' ? Character.toString(0x1D400 + c - 'A') : Character.toString(c)),
            text -> text.replace('O', '0').replace('E', '3').replace('A', '4'),
            text -> text.replace('o', '\u043E')
                    .replace('O', '\u041E')
                    .replace('E', '\u0415')
                    .replace('A', '\u0410'));

    private static final List<UnaryOperator<String>> BETWEEN = List.of(
            text -> text,
            text -> each(text, c -> Character.toString(c) + "\u200B"),
            text -> each(text, c -> Character.toString(c) + "\u2060\uFEFF"),
            text -> text.replace(" ", " \u00A0\t\u3000"),
            text -> each(text, c -> c == ' ' ? " " : Character.toString(c) + "\u00AD"));

    private static final List<UnaryOperator<String>> AROUND = List.of(
            text -> text,
            text -> text + ".",
            text -> text + "!!!",
            text -> "  " + text + " \r\n",
            text -> "\"" + text + "\"",
            text -> "\u201C" + text + "\u201D",
            text -> "\u00AB " + text + " \u00BB",
            text -> "(" + text + ")",
            text -> "*" + text + "*",
            text -> "\uD83D\uDED1 " + text + " \uD83D\uDED1\uFE0F",
            text -> text + "\uD83D\uDE21\uD83D\uDC4B\uD83C\uDFFD",
            text -> "\u202E" + text + "\u202C",
            text -> "\u00A1" + text + "!",
            text -> text + " :)",
            text -> "... " + text + " ...");

    @Test
    void everyVariant_isCertain() {
        int count = 0;
        List<String> wrong = new ArrayList<>();
        for (String word : WORDS) {
            for (UnaryOperator<String> courtesy : COURTESY) {
                for (UnaryOperator<String> script : SCRIPT) {
                    for (UnaryOperator<String> between : BETWEEN) {
                        for (UnaryOperator<String> around : AROUND) {
                            String text = around.apply(between.apply(courtesy.apply(script.apply(word))));
                            count++;
                            if (Classifier.read(text).optOut() != Likelihood.CERTAIN) {
                                wrong.add(text + " is " + Classifier.read(text).reason());
                            }
                        }
                    }
                }
            }
        }
        assertThat(count).isGreaterThanOrEqualTo(50_000);
        assertThat(wrong).as("%d of %d", wrong.size(), count).isEmpty();
    }

    private static String mixed(String text) {
        StringBuilder mixed = new StringBuilder(text.toLowerCase(Locale.ROOT));
        for (int i = 1; i < mixed.length(); i += 2) {
            mixed.setCharAt(i, Character.toUpperCase(mixed.charAt(i)));
        }
        return mixed.toString();
    }

    private interface Letter {
        String write(int point);
    }

    private static String each(String text, Letter letter) {
        return text.codePoints().mapToObj(letter::write).collect(Collectors.joining());
    }
}
