package io.stratos.messaging.internal.consent;

import io.stratos.messaging.consent.Keyword;
import io.stratos.messaging.consent.Likelihood;
import io.stratos.messaging.consent.ReplyReading;
import io.stratos.messaging.internal.consent.PhraseBook.Hit;
import io.stratos.messaging.internal.consent.Words.Word;
import java.util.List;
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
