package io.stratos.messaging.consent;

import java.util.Map;
import java.util.TreeMap;

/**
 * What a tenant makes of what contacts write: how refusals in a contact's own words are treated, and its own keywords. The
 * keywords that are built in always count; a tenant cannot take STOP away.
 *
 * @param clear what becomes of a clear refusal in a sentence, such as "please stop texting me"
 * @param likely what becomes of what probably is one, such as "wrong number"
 * @param words the tenant's own keywords; as they are compared, case, spaces, punctuation and accents do not matter. The
 *     whole text must be one of them
 */
public record ReplyRules(OnRefusal clear, OnRefusal likely, Map<String, Keyword> words) {

    private static final ReplyRules DEFAULTS = new ReplyRules(OnRefusal.ACT, OnRefusal.ASK, Map.of());

    /** Copies the map. */
    public ReplyRules {
        words = Map.copyOf(words);
    }

    /** {@return a clear refusal is a STOP, a likely one is asked about; no keywords but those built in} */
    public static ReplyRules ofDefaults() {
        return DEFAULTS;
    }

    /**
     * Says what becomes of a clear refusal in a sentence.
     *
     * @param what act on it, or ask
     * @return a new value
     */
    public ReplyRules onClear(OnRefusal what) {
        return new ReplyRules(what, likely, words);
    }

    /**
     * Says what becomes of a likely refusal. Acting on it silences some who did not mean it.
     *
     * @param what act on it, or ask
     * @return a new value
     */
    public ReplyRules onLikely(OnRefusal what) {
        return new ReplyRules(clear, what, words);
    }

    /**
     * Adds a keyword.
     *
     * @param word one or several words, such as {@code "ALTO YA"}
     * @param meaning what it amounts to
     * @return a new value
     */
    public ReplyRules keyword(String word, Keyword meaning) {
        Map<String, Keyword> more = new TreeMap<>(words);
        more.put(word, meaning);
        return new ReplyRules(clear, likely, more);
    }
}
