package io.stratos.messaging.internal.consent;

import io.stratos.messaging.consent.Keyword;
import java.util.Locale;
import java.util.Optional;

/** Recognises keywords. */
public final class Keywords {

    private Keywords() {}

    /**
     * Recognises one.
     *
     * @param text the whole message
     * @return the keyword, if it is one
     */
    public static Optional<Keyword> recognize(String text) {
        return switch (text.strip().toUpperCase(Locale.ROOT)) {
            case "STOP" -> Optional.of(Keyword.STOP);
            case "START" -> Optional.of(Keyword.START);
            case "HELP" -> Optional.of(Keyword.HELP);
            default -> Optional.empty();
        };
    }
}
