package io.stratos.messaging.internal.consent;

import java.util.List;
import java.util.Set;

/** Recognises the YES a contact was asked for. It means something only while somebody waits for it. */
public final class Confirmation {

    private static final Set<String> YES = Set.of("yes", "y", "yeah", "yep", "oui", "si");

    private Confirmation() {}

    /**
     * Whether a text says yes and nothing else.
     *
     * @param text what a contact wrote, after they were asked
     * @return whether they agreed
     */
    public static boolean isYes(String text) {
        List<String> words = Words.of(text);
        return words.size() == 1 && YES.contains(words.get(0));
    }
}
