package io.stratos.messaging.exception;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/** A text that should name a tenant, message, conversation, contact or attempt does not have the shape of one. */
public final class InvalidIdException extends MessagingException {

    @Serial
    private static final long serialVersionUID = 1L;

    /**
     * Quotes the text.
     *
     * @param kind what it should have been, such as {@code "tenant id"}
     * @param input the text as it came in
     * @param cause the parser's own complaint, if any
     */
    public InvalidIdException(String kind, String input, @Nullable Throwable cause) {
        super("invalid-id", "not a " + kind + ": " + Quoted.of(input) + "; " + expected(kind), cause);
    }

    private static String expected(String kind) {
        return kind.equals("tenant id")
                ? "use 1 to 64 letters, digits, dots, dashes or underscores"
                : "use the 36-character text of a UUID, as toString() wrote it";
    }
}
