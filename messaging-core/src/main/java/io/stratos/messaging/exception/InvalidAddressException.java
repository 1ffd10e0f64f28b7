package io.stratos.messaging.exception;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/**
 * Thrown when a text is neither a phone number, an email address nor a sender id.
 *
 * <p>The message quotes the input, shortened and with control characters escaped, since it is the caller's own; log it
 * with the care the input itself deserves.
 */
public final class InvalidAddressException extends MessagingException {

    /** The value of {@link #code()} for this exception, which does not change between versions. */
    public static final String CODE = "invalid-address";

    @Serial
    private static final long serialVersionUID = 1L;

    /**
     * Creates the exception for one refused input.
     *
     * @param input the text as it was given, of any length and content, or null if there was none
     * @param reason what is wrong with it and what would be right, as one clause without a final full stop
     */
    public InvalidAddressException(@Nullable String input, String reason) {
        super(CODE, Quoted.of(input) + " is not an address: " + reason);
    }

    /**
     * Creates the exception for one refused input, with the failure that led to the refusal.
     *
     * @param input the text as it was given, of any length and content, or null if there was none
     * @param reason what is wrong with it and what would be right, as one clause without a final full stop
     * @param cause the failure underneath
     */
    public InvalidAddressException(@Nullable String input, String reason, Throwable cause) {
        super(CODE, Quoted.of(input) + " is not an address: " + reason, cause);
    }
}
