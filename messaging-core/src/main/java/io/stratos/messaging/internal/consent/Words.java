package io.stratos.messaging.internal.consent;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;

/**
 * The words of a text as they are compared: compatibility forms and accents folded, lower case, nothing invisible, and
 * everything that is neither letter nor digit a gap between words.
 *
 * <p>Each character is decomposed by itself, not the text as a whole: a normaliser sorts combining marks, which takes
 * quadratic time on a text made for it, and the marks are dropped here anyway.
 */
final class Words {

    /** No keyword is nearly as long, courtesies included; a text with more letters is not looked at to its end. */
    private static final int MOST_LETTERS = 80;

    private static final int SPELLED_OUT = 3;

    private final List<String> words = new ArrayList<>();
    private final StringBuilder word = new StringBuilder();
    private int letters;

    private Words() {}

    /** The words of a text, in order; none if it has more letters than any keyword. */
    static List<String> of(String text) {
        Words reading = new Words();
        for (int i = 0; i < text.length(); ) {
            int point = text.codePointAt(i);
            i += Character.charCount(point);
            reading.add(point);
            if (reading.letters > MOST_LETTERS) {
                return List.of();
            }
        }
        reading.gap();
        return joinSpelledOut(reading.words);
    }

    private void add(int point) {
        if (point < 0x80) {
            addPlain(point);
        } else if (mayDecompose(point)) {
            Normalizer.normalize(Character.toString(point), Normalizer.Form.NFKD)
                    .codePoints()
                    .forEach(this::addPlain);
        } else {
            addPlain(point);
        }
    }

    private void addPlain(int point) {
        switch (Character.getType(point)) {
            case Character.FORMAT, Character.NON_SPACING_MARK, Character.ENCLOSING_MARK -> {}
            case Character.UPPERCASE_LETTER,
                    Character.LOWERCASE_LETTER,
                    Character.TITLECASE_LETTER,
                    Character.OTHER_LETTER,
                    Character.DECIMAL_DIGIT_NUMBER,
                    Character.COMBINING_SPACING_MARK -> addLetter(point);
            default -> gap();
        }
    }

    private void addLetter(int point) {
        if (!isFiller(point)) {
            word.appendCodePoint(Character.toLowerCase(Character.toUpperCase(point)));
            letters++;
        }
    }

    private void gap() {
        if (word.length() > 0) {
            words.add(word.toString());
            word.setLength(0);
        }
    }

    /** Letters and digits do, and symbols of the blocks that hold letters in circles, squares and the like. */
    private static boolean mayDecompose(int point) {
        return Character.isLetterOrDigit(point)
                || (point >= 0x2100 && point < 0x2150)
                || (point >= 0x2460 && point < 0x2500)
                || (point >= 0x3200 && point < 0x3400)
                || (point >= 0x1F100 && point < 0x1F150);
    }

    /** Hangul fillers: letters by their category, blank to the eye. */
    private static boolean isFiller(int point) {
        return point == 0x115F || point == 0x1160 || point == 0x3164 || point == 0xFFA0;
    }

    /** Makes one word of three or more single letters in a row: {@code S.T.O.P} and {@code S T O P}. */
    private static List<String> joinSpelledOut(List<String> words) {
        List<String> joined = new ArrayList<>();
        int from = 0;
        while (from < words.size()) {
            int to = from;
            while (to < words.size()
                    && words.get(to).codePointCount(0, words.get(to).length()) == 1) {
                to++;
            }
            if (to - from >= SPELLED_OUT) {
                joined.add(String.join("", words.subList(from, to)));
                from = to;
            } else {
                joined.add(words.get(from));
                from++;
            }
        }
        return joined;
    }
}
