package io.stratos.messaging.internal.consent;

import io.stratos.messaging.internal.consent.Pattern.Choice;
import io.stratos.messaging.internal.consent.Pattern.Sequence;
import io.stratos.messaging.internal.consent.Pattern.Spelled;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Reads the patterns of a language's table: words, {@code (a|b c)} for one of several, {@code [a|b]} for perhaps one,
 * {@code @name} for a set, {@code #} for a number, {@code *} for a name, {@code ^} and {@code $} for a clause's edges.
 * A word with an apostrophe stands for itself without it and with a space in its place; {@code m'(ecris|ecrivez)} for each
 * of the group behind it.
 */
final class PatternReader {

    private final String text;
    private final Map<String, Pattern> sets;
    private int at;

    private PatternReader(String text, Map<String, Pattern> sets) {
        this.text = text;
        this.sets = sets;
    }

    /** The alternatives in a text. */
    static List<Pattern> read(String text, Map<String, Pattern> sets) {
        PatternReader reader = new PatternReader(text, sets);
        List<Pattern> all = reader.alternatives();
        if (reader.at < text.length()) {
            throw new IllegalArgumentException("nothing opens '" + text.charAt(reader.at) + "' in: " + text);
        }
        return all;
    }

    private List<Pattern> alternatives() {
        List<Pattern> all = new ArrayList<>();
        all.add(sequence());
        while (at < text.length() && text.charAt(at) == '|') {
            at++;
            all.add(sequence());
        }
        return all;
    }

    private Pattern sequence() {
        List<Pattern> parts = new ArrayList<>();
        while (at < text.length() && "|)]".indexOf(text.charAt(at)) < 0) {
            if (text.charAt(at) == ' ') {
                at++;
            } else {
                parts.add(element());
            }
        }
        return new Sequence(parts);
    }

    private Pattern element() {
        char c = text.charAt(at);
        if (c != '(' && c != '[') {
            int from = at;
            while (at < text.length() && " |()[]".indexOf(text.charAt(at)) < 0) {
                at++;
            }
            String word = text.substring(from, at);
            boolean elided = word.endsWith("'") && at < text.length() && text.charAt(at) == '(';
            return elided ? elided(word, element()) : word(word);
        }
        at++;
        List<Pattern> inner = alternatives();
        if (at >= text.length() || text.charAt(at) != (c == '(' ? ')' : ']')) {
            throw new IllegalArgumentException("nothing closes '" + c + "' in: " + text);
        }
        at++;
        if (c == '[') {
            inner.add(new Spelled(List.of()));
        }
        return new Choice(inner);
    }

    private Pattern word(String word) {
        if (word.startsWith("@")) {
            Pattern set = sets.get(word.substring(1));
            if (set == null) {
                throw new IllegalArgumentException("no set " + word + " is known before: " + text);
            }
            return set;
        }
        if (word.length() == 1 && "^$#*".contains(word)) {
            return new Spelled(List.of(word));
        }
        Spelled joined = spelled(word);
        Spelled apart = spelled(word.replace('\'', ' '));
        return joined.equals(apart) ? joined : new Choice(List.of(joined, apart));
    }

    /** {@code m'(ecris|ecrivez)}: each option behind the elided word, joined and apart. */
    private static Pattern elided(String head, Pattern options) {
        List<Pattern> all = new ArrayList<>();
        for (List<String> phrase : options.phrases()) {
            all.add(spelled(head + String.join(" ", phrase)));
            all.add(spelled(head + " " + String.join(" ", phrase)));
        }
        return new Choice(all);
    }

    private static Spelled spelled(String word) {
        return new Spelled(Words.of(word, Vocabulary.NONE, new Work()).stream()
                .map(Words.Word::text)
                .toList());
    }
}
