package io.stratos.messaging.internal.consent;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;

/**
 * The words of a text as they are compared: compatibility forms and accents folded, lower case, nothing invisible, and
 * everything that is neither letter nor digit a gap between words. An apostrophe within a word is dropped.
 *
 * <p>Each character is decomposed by itself, not the text as a whole: a normaliser sorts combining marks, which takes
 * quadratic time on a text made for it, and the marks are dropped here anyway.
 */
final class Words {

    /**
     * One word.
     *
     * @param text as compared; {@code "#"} for digits, however many groups
     * @param symbols what it is in the tables, most literal first; empty if it stands in none
     * @param opens whether a clause or a line begins with it
     * @param apart whether punctuation parts it from the word before, so that no phrase goes on with it
     * @param name whether it is written like a name
     */
    record Word(String text, List<String> symbols, boolean opens, boolean apart, boolean name) {}

    static final String NUMBER = "#";

    /** No word of any table is nearly as long; of a longer one only so much is kept. */
    private static final int LONGEST = 40;

    private static final int SPELLED_OUT = 3;
    private static final String BREAKS = "!?;:,()\n\r\u2026\u2014\u2013\u00A1\u00BF\u3002\uFF01\uFF1F";
    private static final String APOSTROPHES = "'\u2019\u2018\u02BC\u00B4`\uFF07";

    private final Vocabulary vocabulary;
    private final Work work;
    private final List<Word> words = new ArrayList<>();
    private final StringBuilder word = new StringBuilder();
    private boolean opens = true;
    private boolean apart;
    private boolean digitsOnly = true;
    private boolean meaningful;
    private int capitals;
    private boolean capitalFirst;

    private Words(Vocabulary vocabulary, Work work) {
        this.vocabulary = vocabulary;
        this.work = work;
    }

    /** The words of a text, in order. */
    static List<Word> of(CharSequence text, Vocabulary vocabulary, Work work) {
        Words reading = new Words(vocabulary, work);
        reading.read(text);
        return reading.joinSpelledOut();
    }

    private void read(CharSequence text) {
        int length = text.length();
        for (int i = 0; i < length; ) {
            int point = Character.codePointAt(text, i);
            int next = i + Character.charCount(point);
            if (breaks(text, i, point, next)) {
                gap();
                opens = true;
                apart |= point != '\n' && point != '\r';
            } else if (point < 0x80 || !mayDecompose(point)) {
                add(point, text, next);
            } else {
                String parts = Normalizer.normalize(Character.toString(point), Normalizer.Form.NFKD);
                for (int j = 0; j < parts.length(); j += Character.charCount(parts.codePointAt(j))) {
                    add(parts.codePointAt(j), text, next);
                }
            }
            work.step();
            i = next;
        }
        gap();
    }

    private static boolean breaks(CharSequence text, int at, int point, int next) {
        if (point == '.') {
            return next >= text.length() || Character.isWhitespace(text.charAt(next));
        }
        if (point == '-') {
            return at > 0
                    && Character.isWhitespace(text.charAt(at - 1))
                    && (next >= text.length() || Character.isWhitespace(text.charAt(next)));
        }
        return point <= 0xFFFF && (point < 'A' || point > 'z') && BREAKS.indexOf(point) >= 0;
    }

    private void add(int point, CharSequence text, int next) {
        if (point >= 'a' && point <= 'z') {
            addLetter(point, false);
            return;
        }
        switch (Character.getType(point)) {
            case Character.FORMAT, Character.NON_SPACING_MARK, Character.ENCLOSING_MARK -> {}
            case Character.UPPERCASE_LETTER, Character.TITLECASE_LETTER -> addLetter(point, true);
            case Character.LOWERCASE_LETTER, Character.OTHER_LETTER, Character.COMBINING_SPACING_MARK ->
                addLetter(point, false);
            case Character.DECIMAL_DIGIT_NUMBER -> append('0' + Character.digit(point, 10));
            default -> addOther(point, text, next);
        }
    }

    private void addLetter(int point, boolean capital) {
        if (isFiller(point)) {
            return;
        }
        if (capital) {
            capitalFirst |= word.length() == 0;
            capitals++;
        }
        digitsOnly = false;
        append(Character.toLowerCase(Character.toUpperCase(point)));
    }

    private void append(int point) {
        meaningful = true;
        if (word.length() < LONGEST) {
            word.appendCodePoint(point);
        }
    }

    private void addOther(int point, CharSequence text, int next) {
        if (point == '$' || point == '@') {
            if (word.length() < LONGEST) {
                word.append((char) point);
            }
            return;
        }
        boolean within = word.length() > 0
                && point <= 0xFFFF
                && APOSTROPHES.indexOf(point) >= 0
                && next < text.length()
                && Character.isLetter(text.charAt(next));
        if (!within) {
            gap();
        }
    }

    private void gap() {
        if (meaningful) {
            emit();
        }
        word.setLength(0);
        digitsOnly = true;
        meaningful = false;
        capitals = 0;
        capitalFirst = false;
    }

    private void emit() {
        if (digitsOnly) {
            boolean more = !opens
                    && !words.isEmpty()
                    && words.get(words.size() - 1).text().equals(NUMBER);
            if (!more) {
                words.add(new Word(NUMBER, vocabulary.symbols(NUMBER), opens, apart, false));
            }
        } else {
            words.add(known(word.toString(), capitalFirst && capitals == 1));
        }
        opens = false;
        apart = false;
    }

    private Word known(String plain, boolean name) {
        List<String> symbols = vocabulary.symbols(plain);
        if (symbols.isEmpty()) {
            for (String other : LookAlikes.of(plain)) {
                work.step();
                symbols = vocabulary.symbols(other);
                if (!symbols.isEmpty()) {
                    return new Word(other, symbols, opens, apart, name);
                }
            }
        }
        return new Word(plain, symbols, opens, apart, name);
    }

    /** Letters and digits do, and symbols of the blocks that hold letters in circles, squares and the like. */
    private static boolean mayDecompose(int point) {
        return Character.isLetterOrDigit(point)
                || (point >= 0x2100 && point < 0x2150)
                || (point >= 0x2460 && point < 0x2500)
                || (point >= 0x3200 && point < 0x3400)
                || (point >= 0x1F100 && point < 0x1F150)
                || point == 0xFF04
                || point == 0xFF20;
    }

    /** Hangul fillers: letters by their category, blank to the eye. */
    private static boolean isFiller(int point) {
        return point == 0x115F || point == 0x1160 || point == 0x3164 || point == 0xFFA0;
    }

    /** Makes one word of three or more single letters in a row, if it is one: {@code S.T.O.P} and {@code S T O P}. */
    private List<Word> joinSpelledOut() {
        if (!isAnySpelledOut()) {
            return words;
        }
        List<Word> joined = new ArrayList<>(words.size());
        int from = 0;
        while (from < words.size()) {
            int to = from;
            while (to < words.size() && words.get(to).text().length() == 1) {
                to++;
            }
            Word first = words.get(from);
            if (to - from >= SPELLED_OUT && to - from <= LONGEST) {
                StringBuilder spelled = new StringBuilder();
                words.subList(from, to).forEach(letter -> spelled.append(letter.text()));
                Word whole = known(spelled.toString(), false);
                if (!whole.symbols().isEmpty()) {
                    joined.add(new Word(whole.text(), whole.symbols(), first.opens(), first.apart(), false));
                    from = to;
                    continue;
                }
            }
            joined.addAll(words.subList(from, Math.max(to, from + 1)));
            from = Math.max(to, from + 1);
        }
        return joined;
    }

    private boolean isAnySpelledOut() {
        int letters = 0;
        for (int i = 0; i < words.size() && letters < SPELLED_OUT; i++) {
            letters = words.get(i).text().length() == 1 ? letters + 1 : 0;
        }
        return letters >= SPELLED_OUT;
    }
}
