package io.stratos.messaging.consent;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a text asks of the engine, and by which rule and words it was read so.
 *
 * <p>A reading of words, not of minds: {@link Likelihood#NO} does not promise that the contact agrees, and a text in a
 * language without a table is read by the words it shares with the others. The same text always has the same reading
 * within one version of the engine; later versions may know more rules.
 *
 * @param optOut how sure it is that the contact refuses further texts
 * @param request the keyword it amounts to; {@link Keyword#STOP} exactly if {@code optOut} is certain, null if none
 * @param rule the rule that decided, such as {@code "keyword"}, {@code "stop-texting"} or {@code "wrong-number"}
 * @param language the language of that rule's table, such as {@code "en"}; empty for rules of form
 * @param words the words that matched it, as they are compared: lower case, without accents; empty if none did
 */
public record ReplyReading(
        Likelihood optOut, @Nullable Keyword request, String rule, String language, List<String> words) {

    /** Keeps an own copy of the words. */
    public ReplyReading {
        if ((request == Keyword.STOP) != (optOut == Likelihood.CERTAIN)) {
            throw new IllegalArgumentException(
                    "a reading is STOP exactly if the opt-out is certain, but got " + request + " and " + optOut);
        }
        words = List.copyOf(words);
    }

    /** {@return the keyword the text amounts to, if any} */
    public Optional<Keyword> keyword() {
        return Optional.ofNullable(request);
    }

    /** {@return the reading in one line of English, for logs and for the agent who is asked; quotes matched words only} */
    public String reason() {
        String what = request != null ? request.name() : optOut == Likelihood.LIKELY ? "likely opt-out" : "no request";
        String by = language.isEmpty() ? rule : rule + ", " + language;
        return what + " (" + by + ")" + (words.isEmpty() ? "" : ": \"" + String.join(" ", words) + "\"");
    }
}
