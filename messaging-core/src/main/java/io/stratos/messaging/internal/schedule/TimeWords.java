package io.stratos.messaging.internal.schedule;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The words of commands about time, of all languages at once. Immutable. */
final class TimeWords {

    /** What a word, or a phrase, stands for. */
    enum Kind {
        LATER,
        /** Value: days from today. */
        DAY,
        /** Value: ISO number. */
        WEEKDAY,
        /** Value: ordinal of the part. Two ways to say the same differ: a habit is nothing else. */
        PART,
        HABIT,
        /** Value: ordinal of the part: this evening, not any. */
        THIS_PART,
        AM,
        PM,
        /** Value: hour. */
        HOUR,
        COLON,
        NUMBER,
        IN,
        /** Value: minutes. */
        UNIT,
        NEXT_WEEK,
        ANYTIME,
        FILLER,
        UNKNOWN
    }

    /**
     * One token of a command.
     *
     * @param value as the kind says; of a number, itself
     * @param language whose word; empty for figures
     * @param padded a number written with a zero before it
     */
    record Token(Kind kind, int value, String language, boolean padded) {}

    private static final int LONGEST = 4;
    static final int DAY_MINUTES = 24 * 60;

    private final Map<String, Token> words = new HashMap<>();

    /** Each has a table beside this class. */
    static final TimeWords BUILT_IN = new TimeWords(List.of("en", "es", "fr"));

    private TimeWords(List<String> languages) {
        languages.forEach(language -> read(language, table(language)));
    }

    private void read(String language, String table) {
        table.lines().filter(line -> !line.startsWith(";") && !line.isBlank()).forEach(line -> {
            String[] sides = line.split(": ", 2);
            String[] meaning = sides[0].split(" ", 2);
            Token token = new Token(Kind.valueOf(meaning[0]), Integer.parseInt(meaning[1]), language, false);
            for (String phrase : sides[1].split(" \\| ")) {
                words.put(phrase, token);
            }
        });
    }

    private static String table(String language) {
        String name = "commands-" + language + ".txt";
        try (InputStream in = TimeWords.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("the jar lacks " + name + "; it was repackaged without its resources");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The tokens of words and figures, the longest phrases first. */
    List<Token> tokens(List<String> parts) {
        List<Token> tokens = new ArrayList<>();
        for (int at = 0; at < parts.size(); ) {
            int length = Math.min(LONGEST, parts.size() - at);
            Token token = null;
            while (length > 0 && token == null) {
                token = words.get(String.join(" ", parts.subList(at, at + length)));
                length -= token == null ? 1 : 0;
            }
            tokens.add(token == null ? other(parts.get(at)) : token);
            at += Math.max(1, length);
        }
        return tokens;
    }

    private static Token other(String part) {
        if (part.equals(":")) {
            return new Token(Kind.COLON, 0, "", false);
        }
        boolean number = part.length() <= 4 && part.chars().allMatch(c -> c >= '0' && c <= '9');
        return number
                ? new Token(Kind.NUMBER, Integer.parseInt(part), "", part.startsWith("0") && part.length() > 1)
                : new Token(Kind.UNKNOWN, 0, "", false);
    }
}
