package io.stratos.messaging.exception;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/**
 * Thrown when a text cannot be read as a phone number in ITU E.164 form.
 *
 * <p>The message quotes the input, shortened and with control characters escaped, since it is the caller's own; log it
 * with the care the input itself deserves.
 */
public final class InvalidPhoneNumberException extends MessagingException {

    /** The value of {@link #code()} for this exception, which does not change between versions. */
    public static final String CODE = "invalid-phone-number";

    @Serial
    private static final long serialVersionUID = 1L;

    /**
     * Creates the exception for one refused input.
     *
     * @param input the text as it was given, of any length and content, or null if there was none
     * @param reason what is wrong with it and what would be right, as one clause without a final full stop
     */
    public InvalidPhoneNumberException(@Nullable String input, String reason) {
        super(CODE, Quoted.of(input) + " is not a phone number: " + reason);
    }

    /**
     * Creates the exception for one refused input, with the failure that led to the refusal.
     *
     * @param input the text as it was given, of any length and content, or null if there was none
     * @param reason what is wrong with it and what would be right, as one clause without a final full stop
     * @param cause the failure underneath
     */
    public InvalidPhoneNumberException(@Nullable String input, String reason, Throwable cause) {
        super(CODE, Quoted.of(input) + " is not a phone number: " + reason, cause);
    }

    /**
     * The exception for an input that could not be read because its region is no ISO 3166-1 code with phone numbers.
     *
     * @param input the text as it was given, of any length and content, or null if there was none
     * @param region the region as it was given, or null if there was none
     */
    public static InvalidPhoneNumberException unknownRegion(@Nullable String input, @Nullable String region) {
        return new InvalidPhoneNumberException(
                input, "the region " + Quoted.of(region) + " is not known; give a two-letter code such as \"US\"");
    }
}
