package io.stratos.messaging.internal.consent;

import io.stratos.messaging.internal.consent.Pattern.Choice;
import io.stratos.messaging.internal.consent.Pattern.Spelled;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Reads the tables of languages into one book.
 *
 * <p>A line of a table is a set, {@code name = pattern | pattern}, or a rule, {@code kind name: pattern | pattern}; a
 * line that begins with blanks goes on with the one before, one that begins with {@code ;} is for people. All tables
 * are in force at once: people mix languages, and keywords are understood everywhere.
 */
final class LanguageTable {

    /** Each has a file of the same name beside this class. */
    private static final List<String> BUILT_IN = List.of("en", "es", "fr");

    private final String language;
    private final Map<String, Pattern> sets = new HashMap<>();
    private final Map<String, Set<String>> memberships;
    private final Map<Rule, List<Pattern>> rules;

    private LanguageTable(String language, Map<String, Set<String>> memberships, Map<Rule, List<Pattern>> rules) {
        this.language = language;
        this.memberships = memberships;
        this.rules = rules;
    }

    /** The book of the languages that are built in. */
    static PhraseBook builtIn() {
        Map<String, String> texts = new LinkedHashMap<>();
        BUILT_IN.forEach(language -> texts.put(language, resource(language + ".txt")));
        return book(texts);
    }

    /** A book of tables, each under its language's code. */
    static PhraseBook book(Map<String, String> tables) {
        Map<String, Set<String>> memberships = new HashMap<>();
        Map<Rule, List<Pattern>> rules = new LinkedHashMap<>();
        tables.forEach((language, text) -> new LanguageTable(language, memberships, rules).read(text));
        rules.values()
                .forEach(patterns -> patterns.forEach(pattern -> pattern.symbols().stream()
                        .filter(symbol -> !symbol.startsWith("@"))
                        .forEach(word -> memberships.computeIfAbsent(word, key -> new LinkedHashSet<>()))));
        Map<String, List<String>> symbols = new HashMap<>();
        memberships.forEach((word, in) -> {
            List<String> all = new ArrayList<>(in);
            all.add(0, word);
            symbols.put(word, List.copyOf(all));
        });
        PhraseGrower grower = new PhraseGrower();
        rules.forEach((rule, patterns) -> patterns.forEach(pattern -> grower.add(rule, pattern)));
        return new PhraseBook(grower.root(), symbols);
    }

    private void read(String text) {
        List<String> entries = new ArrayList<>();
        for (String line : text.split("\n")) {
            if (line.startsWith(" ") && !entries.isEmpty()) {
                entries.set(entries.size() - 1, entries.get(entries.size() - 1) + " " + line.strip());
            } else if (!line.startsWith(";") && !line.isBlank()) {
                entries.add(line.strip());
            }
        }
        entries.stream().filter(entry -> !isRule(entry)).forEach(this::readSet);
        entries.stream().filter(LanguageTable::isRule).forEach(this::readRule);
    }

    private static boolean isRule(String entry) {
        return entry.indexOf(':') >= 0;
    }

    private void readRule(String entry) {
        int colon = entry.indexOf(':');
        String[] head = entry.substring(0, colon).split(" ");
        PhraseKind kind = PhraseKind.valueOf(head[0].toUpperCase(Locale.ROOT));
        Rule rule = new Rule(kind, head[head.length - 1], language);
        rules.computeIfAbsent(rule, key -> new ArrayList<>())
                .addAll(PatternReader.read(entry.substring(colon + 1), sets));
    }

    private void readSet(String entry) {
        int equals = entry.indexOf('=');
        if (equals < 0) {
            throw new IllegalArgumentException(
                    "table '" + language + "' has neither 'name = ...' nor 'kind name: ...' in: " + entry);
        }
        String name = entry.substring(0, equals).strip();
        String symbol = "@" + language + "." + name;
        List<Pattern> options = new ArrayList<>();
        options.add(new Spelled(List.of(symbol)));
        for (Pattern option : PatternReader.read(entry.substring(equals + 1), sets)) {
            List<List<String>> phrases = option.phrases();
            phrases.stream().filter(phrase -> phrase.size() == 1).forEach(phrase -> join(phrase.get(0), symbol));
            if (phrases.stream().anyMatch(phrase -> phrase.size() > 1)) {
                options.add(option);
            }
        }
        sets.put(name, new Choice(options));
    }

    /** A word, or all words of a set, join a set. */
    private void join(String member, String set) {
        if (member.startsWith("@")) {
            memberships.values().stream().filter(in -> in.contains(member)).forEach(in -> in.add(set));
        } else {
            memberships.computeIfAbsent(member, key -> new LinkedHashSet<>()).add(set);
        }
    }

    private static String resource(String name) {
        try (InputStream in = LanguageTable.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("the jar lacks " + name + "; it was repackaged without its resources");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
