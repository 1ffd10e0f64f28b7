package io.stratos.messaging.delivery;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What would lift one verdict that stands in the way of a message.
 *
 * @param rule the rule that stands in the way, such as {@code consent}
 * @param text the end of the sentence "would pass …", such as {@code if the contact opted in to marketing messages}; no
 *     phone number in it
 * @param from the instant from which the rule passes by itself; null if none is known
 */
public record Remedy(String rule, String text, @Nullable Instant from) {

    /** {@return the instant from which the rule passes by itself, if one is known} */
    public Optional<Instant> byItselfFrom() {
        return Optional.ofNullable(from);
    }

    /** {@return the whole sentence, such as {@code consent: would pass if the contact opted in}} */
    @Override
    public String toString() {
        return rule + ": would pass " + text;
    }
}
