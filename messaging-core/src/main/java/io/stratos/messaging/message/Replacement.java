package io.stratos.messaging.message;

import java.util.Objects;

/**
 * One character that smart encoding has replaced.
 *
 * <p>It does not say whether the replacement made the message any shorter: one foreign character elsewhere undoes all.
 *
 * @param index where it stood in the text as it was given, in UTF-16 units
 * @param from the character that was there
 * @param to what stands there now, several characters or none
 */
public record Replacement(int index, String from, String to) {

    /** Creates a replacement; the index is not checked against any text. */
    public Replacement {
        Objects.requireNonNull(from, "from");
        Objects.requireNonNull(to, "to");
    }
}
