package io.stratos.messaging.internal.consent;

import io.stratos.messaging.consent.Keyword;
import java.util.Optional;

/**
 * Recognises a text that is a keyword and nothing else, whatever its case, accents, punctuation, emoji and quotes, and
 * however politely it is put.
 *
 * <p>What a sentence means is not its business: {@code "stop by at 5"} and {@code "please stop texting me"} are no
 * keywords. YES is none either: it means something only to who asked. Takes time linear in the length of the text.
 */
public final class Keywords {

    private Keywords() {}

    /**
     * Recognises a keyword of the languages that are built in.
     *
     * @param text what a contact wrote
     * @return the keyword, if the text is one
     */
    public static Optional<Keyword> recognize(String text) {
        return KeywordTable.BUILT_IN.recognize(text);
    }
}
