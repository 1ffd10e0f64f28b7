package io.stratos.messaging.internal.consent;

import io.stratos.messaging.consent.Keyword;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which phrases are keywords, and which words are mere courtesy beside one. Immutable. */
final class KeywordTable {

    static final KeywordTable BUILT_IN = new KeywordTable(Map.of(), Set.of(), 0)
            // The words the carriers demand, then French and Spanish.
            .with(Keyword.STOP, "stop", "stopall", "stop all", "unsubscribe", "un subscribe", "cancel", "end", "quit")
            .with(Keyword.STOP, "revoke", "optout", "opt out")
            .with(Keyword.STOP, "arrêt", "alto")
            .with(Keyword.START, "start", "unstop", "un stop")
            .with(Keyword.HELP, "help", "info", "aide", "ayuda")
            .withCourtesy("please", "pls", "plz", "thanks", "thank you", "thx", "ty")
            .withCourtesy("svp", "s'il vous plaît", "s'il te plaît", "merci", "por favor", "gracias");

    private final Map<String, Keyword> keywords;
    private final Set<String> courtesy;
    private final int longest;

    private KeywordTable(Map<String, Keyword> keywords, Set<String> courtesy, int longest) {
        this.keywords = Map.copyOf(keywords);
        this.courtesy = Set.copyOf(courtesy);
        this.longest = longest;
    }

    /** The same with more phrases for a keyword, written as people write them; the last word on a phrase counts. */
    KeywordTable with(Keyword keyword, String... phrases) {
        Map<String, Keyword> more = new HashMap<>(keywords);
        int words = longest;
        for (String phrase : phrases) {
            List<String> spelled = Words.of(phrase);
            more.put(String.join(" ", spelled), keyword);
            words = Math.max(words, spelled.size());
        }
        return new KeywordTable(more, courtesy, words);
    }

    /** The same with more phrases that may stand beside a keyword. */
    KeywordTable withCourtesy(String... phrases) {
        Set<String> more = new HashSet<>(courtesy);
        int words = longest;
        for (String phrase : phrases) {
            List<String> spelled = Words.of(phrase);
            more.add(String.join(" ", spelled));
            words = Math.max(words, spelled.size());
        }
        return new KeywordTable(keywords, more, words);
    }

    /** The keyword a text is: one or more phrases of the same keyword, with courtesies anywhere, and nothing else. */
    Optional<Keyword> recognize(String text) {
        List<String> words = Words.of(text);
        @Nullable Keyword found = null;
        int at = 0;
        while (at < words.size()) {
            int length = phraseAt(words, at);
            if (length == 0) {
                return Optional.empty();
            }
            Keyword keyword = keywords.get(phrase(words, at, length));
            if (keyword != null && found != null && keyword != found) {
                return Optional.empty();
            }
            found = keyword != null ? keyword : found;
            at += length;
        }
        return Optional.ofNullable(found);
    }

    /** How many words the longest known phrase has that begins here; 0 if none does. */
    private int phraseAt(List<String> words, int at) {
        for (int length = Math.min(longest, words.size() - at); length > 0; length--) {
            String phrase = phrase(words, at, length);
            if (keywords.containsKey(phrase) || courtesy.contains(phrase)) {
                return length;
            }
        }
        return 0;
    }

    private static String phrase(List<String> words, int at, int length) {
        return String.join(" ", words.subList(at, at + length));
    }
}
