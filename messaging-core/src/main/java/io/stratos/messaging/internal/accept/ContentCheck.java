package io.stratos.messaging.internal.accept;

import io.stratos.messaging.exception.InvalidMessageException;
import io.stratos.messaging.message.Content;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What no provider and no database could carry is refused before anything is stored. */
final class ContentCheck {

    private static final int LONGEST_FACT = 2_000;
    private static final int MOST_FACTS = 100;
    private static final int LONGEST_KEY = 200;

    private ContentCheck() {}

    static void check(Content content, Map<String, String> metadata) {
        if (content.isBlank()) {
            throw new InvalidMessageException(
                    "the message says nothing: its text is " + (content.text().isEmpty() ? "empty" : "blank")
                            + " and it has no media; call text(...) or media(...)");
        }
        text("text", content.text());
        text("subject", content.subject());
        text("HTML", content.html());
        if (metadata.size() > MOST_FACTS) {
            throw new InvalidMessageException(
                    "the message has " + metadata.size() + " metadata entries; at most " + MOST_FACTS);
        }
        metadata.forEach((name, value) -> {
            text("metadata name", name);
            text("metadata '" + name + "'", value);
            if (name.isBlank() || name.length() > LONGEST_FACT || value.length() > LONGEST_FACT) {
                throw new InvalidMessageException("metadata '" + name + "' of " + value.length()
                        + " characters; a name is not blank, and neither is longer than " + LONGEST_FACT);
            }
        });
    }

    /** Also of a key that is looked for: one that no message can have is a mistake, not an empty answer. */
    static void businessKey(String key) {
        if (key.isBlank() || key.length() > LONGEST_KEY) {
            throw new InvalidMessageException("business key of " + key.length() + " characters; use 1 to " + LONGEST_KEY
                    + " characters that are not all blank");
        }
        text("business key", key);
    }

    private static void text(String what, @Nullable String text) {
        if (text == null) {
            return;
        }
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == 0) {
                throw new InvalidMessageException("the " + what + " holds the character U+0000 at index " + i
                        + ", which no provider can send and PostgreSQL cannot keep; leave it out");
            }
            if (Character.isSurrogate(c)) {
                boolean pair = Character.isHighSurrogate(c)
                        && i + 1 < text.length()
                        && Character.isLowSurrogate(text.charAt(i + 1));
                if (!pair) {
                    throw new InvalidMessageException(String.format(
                            "the %s holds half of a character (U+%04X) at index %d; it was cut in the middle of one",
                            what, (int) c, i));
                }
                i++;
            }
        }
    }
}
