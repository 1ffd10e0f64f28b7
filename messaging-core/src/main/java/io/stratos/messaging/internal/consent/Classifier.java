package io.stratos.messaging.internal.consent;

import io.stratos.messaging.consent.Keyword;
import io.stratos.messaging.consent.Likelihood;
import io.stratos.messaging.consent.OnRefusal;
import io.stratos.messaging.consent.ReplyReading;
import io.stratos.messaging.consent.ReplyRules;
import io.stratos.messaging.internal.consent.PhraseBook.Hit;
import io.stratos.messaging.internal.consent.Words.Word;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Reads what a text asks of the engine: a keyword, or a refusal in a sentence, certain or likely.
 *
 * <p>Offline and by rules: the text is cut, from left to right, into the longest phrases of the tables. If they cover it
 * and what they say is a refusal, that is certain; if it says something else besides, it is likely at most. Takes time
 * linear in the length of the text. Safe for use by many threads.
 */
public final class Classifier {

    private static final Classifier BUILT_IN = new Classifier(LanguageTable.builtIn());

    /** What the law and the carriers call a keyword, in the tables of all languages; nobody is asked about those. */
    private static final Set<String> KEYWORD_RULES = Set.of("keyword", "remove", "palabra", "mot");

    /** An explanation quotes no more; what was found in a long text may begin and end far apart. */
    private static final int MOST_WORDS = 16;

    private final PhraseBook book;

    Classifier(PhraseBook book) {
        this.book = book;
    }

    /**
     * Reads a text by the tables that are built in.
     *
     * @param text what a contact wrote
     * @return what it asks, and why
     */
    public static ReplyReading read(String text) {
        return BUILT_IN.classify(text, new Work());
    }

    /**
     * Reads a text as a tenant wants it read.
     *
     * @param text what a contact wrote
     * @param rules the tenant's
     * @return what it asks, and why
     */
    public static ReplyReading read(String text, ReplyRules rules) {
        if (!rules.words().isEmpty()) {
            String plain = plain(text);
            for (Map.Entry<String, Keyword> word : rules.words().entrySet()) {
                if (!plain.isEmpty() && plain(word.getKey()).equals(plain)) {
                    Keyword meaning = word.getValue();
                    return new ReplyReading(
                            meaning == Keyword.STOP ? Likelihood.CERTAIN : Likelihood.NO,
                            meaning,
                            "tenants-keyword",
                            "",
                            List.of(plain.split(" ")));
                }
            }
        }
        ReplyReading reading = read(text);
        if (reading.optOut() == Likelihood.CERTAIN
                && rules.clear() == OnRefusal.ASK
                && !KEYWORD_RULES.contains(reading.rule())) {
            return new ReplyReading(Likelihood.LIKELY, null, reading.rule(), reading.language(), reading.words());
        }
        return reading.optOut() == Likelihood.LIKELY && rules.likely() == OnRefusal.ACT
                ? new ReplyReading(
                        Likelihood.CERTAIN, Keyword.STOP, reading.rule(), reading.language(), reading.words())
                : reading;
    }

    /** As texts are compared: lower case, without accents and punctuation. */
    private static String plain(String text) {
        Work work = new Work();
        CharSequence own = new OwnWords(BUILT_IN.book, work).of(text);
        return Words.of(own, BUILT_IN.book, work).stream().map(Word::text).collect(Collectors.joining(" "));
    }

    ReplyReading classify(String text, Work work) {
        CharSequence own = new OwnWords(book, work).of(text);
        if (own.length() == 0 && !text.isEmpty()) {
            return new ReplyReading(Likelihood.NO, null, "reaction", "", List.of());
        }
        List<Word> words = Words.of(own, book, work);
        Findings found = new Findings();
        int at = 0;
        while (at < words.size()) {
            found.clause(words.get(at).opens());
            Hit hit = book.at(words, at, work);
            if (hit == null) {
                found.unknown();
                at++;
            } else {
                found.add(hit);
                at = hit.rule().kind() == PhraseKind.TOLD ? clauseEnd(words, hit.to(), work) : hit.to();
            }
        }
        found.clause(true);
        return conclude(found, words);
    }

    private static int clauseEnd(List<Word> words, int from, Work work) {
        int at = from;
        while (at < words.size() && !words.get(at).opens()) {
            work.step();
            at++;
        }
        return at;
    }

    private static ReplyReading conclude(Findings found, List<Word> words) {
        Hit certain = found.certain();
        if (certain != null) {
            return reading(Likelihood.CERTAIN, Keyword.STOP, certain, words);
        }
        Hit request = found.request();
        if (request != null) {
            return reading(Likelihood.NO, Keyword.valueOf(request.rule().kind().name()), request, words);
        }
        Hit likely = found.likely();
        if (likely != null) {
            return reading(Likelihood.LIKELY, null, likely, words);
        }
        Hit not = found.not();
        return not == null
                ? new ReplyReading(Likelihood.NO, null, "none", "", List.of())
                : reading(Likelihood.NO, null, not, words);
    }

    private static ReplyReading reading(Likelihood optOut, @Nullable Keyword keyword, Hit hit, List<Word> words) {
        int end = Math.min(hit.to(), hit.from() + MOST_WORDS);
        String[] matched = new String[end - hit.from()];
        for (int i = hit.from(); i < end; i++) {
            matched[i - hit.from()] = words.get(i).text();
        }
        return new ReplyReading(optOut, keyword, hit.rule().name(), hit.rule().language(), List.of(matched));
    }
}
