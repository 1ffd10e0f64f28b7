package io.stratos.messaging.internal.consent;

import java.util.List;

/** Undoes what is written to look like a word: {@code st0p}, {@code $top}, {@code stooop}, Cyrillic and Greek letters. */
final class LookAlikes {

    private static final String ODD = "0134578$@"
            // Cyrillic, then Greek, in lower case; paired by place with PLAIN.
            + "\u0430\u0432\u0435\u043A\u043C\u043D\u043E\u0440\u0441\u0442\u0443\u0445\u0455\u0456\u0458\u0501\u051B\u051D"
            + "\u03B1\u03B2\u03B5\u03B7\u03B9\u03BA\u03BC\u03BD\u03BF\u03C1\u03C4\u03C5\u03C7";
    private static final String PLAIN = "oieastbsa" + "abekmhopctyxsijdqw" + "abehikmnoptyx";
    private static final int EMPHASIS = 3;

    private LookAlikes() {}

    /** What a word that is not known as it stands may be; the likelier first, empty for most. */
    static List<String> of(String word) {
        boolean odd = false;
        for (int i = 0; i < word.length() && !odd; i++) {
            char c = word.charAt(i);
            odd = (c < 'a' || c > 'z') && ODD.indexOf(c) >= 0;
        }
        String calm = calm(word);
        if (!odd) {
            return calm.length() == word.length() ? List.of() : List.of(calm);
        }
        return List.of(plain(calm, 'i'), plain(calm, 'l'), calm.replace("@", "").replace("$", ""));
    }

    private static String plain(String word, char one) {
        StringBuilder plain = new StringBuilder(word.length());
        for (int i = 0; i < word.length(); i++) {
            char c = word.charAt(i);
            int at = ODD.indexOf(c);
            plain.append(c == '1' ? one : at < 0 ? c : PLAIN.charAt(at));
        }
        return plain.toString();
    }

    /** Three or more of a letter become one; digits stay. */
    private static String calm(String word) {
        StringBuilder calm = null;
        for (int i = 0; i < word.length(); ) {
            char c = word.charAt(i);
            int end = i + 1;
            while (end < word.length() && word.charAt(end) == c) {
                end++;
            }
            boolean emphasis = end - i >= EMPHASIS && Character.isLetter(c);
            if (emphasis && calm == null) {
                calm = new StringBuilder(word.length()).append(word, 0, i);
            }
            if (calm != null) {
                calm.append(word, i, emphasis ? i + 1 : end);
            }
            i = end;
        }
        return calm == null ? word : calm.toString();
    }
}
