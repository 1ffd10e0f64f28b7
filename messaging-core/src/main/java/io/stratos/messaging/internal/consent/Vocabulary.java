package io.stratos.messaging.internal.consent;

import java.util.List;

/** Which words the tables know. */
@FunctionalInterface
interface Vocabulary {

    /** Knows none; for reading the tables themselves. */
    Vocabulary NONE = word -> List.of();

    /** What a word is in the tables: itself, where a rule names it, and the sets it is in. Empty if unknown. */
    List<String> symbols(String word);
}
