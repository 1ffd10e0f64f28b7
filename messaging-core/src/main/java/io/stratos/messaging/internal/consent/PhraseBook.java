package io.stratos.messaging.internal.consent;

import io.stratos.messaging.internal.consent.Node.Ending;
import io.stratos.messaging.internal.consent.Words.Word;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * All phrases of all languages, found by their words. Immutable once built; safe for use by many threads.
 *
 * <p>A tree of symbols: a word or a set of words leads on. How far one look goes is bounded by the longest phrase and by
 * the few sets a word is in, so reading a text takes time linear in its length.
 */
final class PhraseBook implements Vocabulary {

    /** A phrase found in a text: its words are those from {@code from} to before {@code to}. */
    record Hit(Rule rule, int from, int to) {}

    /** Stands for any word that is written like a name. */
    static final String NAME = "*";

    private final Node root;
    private final Map<String, List<String>> symbols;

    PhraseBook(Node root, Map<String, List<String>> symbols) {
        this.root = root;
        this.symbols = Map.copyOf(symbols);
    }

    @Override
    public List<String> symbols(String word) {
        return symbols.getOrDefault(word, List.of());
    }

    /** The longest phrase that begins at a word; null if none does. */
    @Nullable
    Hit at(List<Word> words, int from, Work work) {
        return look(root, words, from, from, null, work);
    }

    private @Nullable Hit look(Node node, List<Word> words, int from, int at, @Nullable Hit best, Work work) {
        work.step();
        Hit found = best;
        for (Ending ending : node.endings) {
            boolean fits = (!ending.opens() || words.get(from).opens())
                    && (!ending.closes() || at == words.size() || words.get(at).opens());
            if (fits && (found == null || isBetter(ending.rule(), at, found))) {
                found = new Hit(ending.rule(), from, at);
            }
        }
        if (at == words.size() || node.next.isEmpty()) {
            return found;
        }
        Word word = words.get(at);
        if (word.apart() && at > from) {
            return found;
        }
        List<String> meant = word.symbols();
        for (int i = 0; i < meant.size(); i++) {
            found = follow(node, meant.get(i), words, from, at, found, work);
        }
        return word.name() ? follow(node, NAME, words, from, at, found, work) : found;
    }

    private @Nullable Hit follow(
            Node node, String symbol, List<Word> words, int from, int at, @Nullable Hit best, Work work) {
        List<Node> next = node.next.get(symbol);
        Hit found = best;
        for (int i = 0; next != null && i < next.size(); i++) {
            found = look(next.get(i), words, from, at + 1, found, work);
        }
        return found;
    }

    private static boolean isBetter(Rule rule, int to, Hit found) {
        return to > found.to || (to == found.to && rule.kind().compareTo(found.rule.kind()) < 0);
    }
}
