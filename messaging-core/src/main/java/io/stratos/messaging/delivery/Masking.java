package io.stratos.messaging.delivery;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Masks what may be a phone number or an email address in words that somebody else wrote. */
final class Masking {

    /** Ten to fifteen digits by themselves: not a part of an id, which has letters beside them. */
    private static final Pattern NUMBER =
            Pattern.compile("(?<![\\p{Alnum}-])(?:\\+|%2[Bb])?\\d{10,15}(?![\\p{Alnum}-])");

    private static final Pattern EMAIL = Pattern.compile("[^\\s@<>\"']+@[^\\s@<>\"']+");

    private Masking() {}

    static String masked(String words) {
        String numbers = NUMBER.matcher(words).replaceAll(Masking::lastTwo);
        return EMAIL.matcher(numbers).replaceAll("***@***");
    }

    static @Nullable String maskedOrNull(@Nullable String words) {
        return words == null ? null : masked(words);
    }

    private static String lastTwo(java.util.regex.MatchResult found) {
        String number = found.group();
        return Matcher.quoteReplacement("********" + number.substring(number.length() - 2));
    }
}
