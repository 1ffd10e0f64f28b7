package io.stratos.messaging.contact;

import io.stratos.messaging.exception.InvalidAddressException;

/**
 * A sender that is not a full phone number: a short code of 3 to 8 digits, or an alphanumeric sender id.
 *
 * <p>An alphanumeric sender id has 1 to 11 characters out of the ASCII letters and digits, the space and
 * {@code - _ & . +}, at least one of them a letter, and does not begin with {@code +}. Upper and lower case are kept
 * and told apart. It is not checked whether any country or carrier admits the sender.
 */
public final class SenderId implements Address {

    private static final int LONGEST = 11;
    private static final int SHORTEST_CODE = 3;
    private static final int LONGEST_CODE = 8;
    private static final int LONGEST_INPUT = 250;
    private static final String PUNCTUATION = " -_&.+";

    private final String value;

    private SenderId(String value) {
        this.value = value;
    }

    /**
     * Reads a sender id; blanks around it are dropped.
     *
     * @throws InvalidAddressException if it is neither a short code nor an alphanumeric sender id
     */
    public static SenderId of(String value) {
        if (value == null) {
            throw new InvalidAddressException(null, "a short code or an alphanumeric sender id is needed");
        }
        String trimmed = value.length() > LONGEST_INPUT ? value : value.strip();
        if (isDigits(trimmed)) {
            if (trimmed.length() < SHORTEST_CODE || trimmed.length() > LONGEST_CODE) {
                throw new InvalidAddressException(
                        value, "a short code has 3 to 8 digits; write a phone number with + and its country code");
            }
        } else if (!isAlphanumericSender(trimmed)) {
            throw new InvalidAddressException(
                    value,
                    "a phone number begins with +, an email address has an @, a short code has 3 to 8 digits, and an"
                            + " alphanumeric sender id 1 to 11 of A-Z a-z 0-9, space and - _ & . +, one a letter");
        }
        return new SenderId(trimmed);
    }

    /** Whether this is a short code, which people can reply to where it is in service; else it is alphanumeric. */
    public boolean isShortCode() {
        return isDigits(value);
    }

    /** The sender id as it was given, without blanks around it. */
    @Override
    public String value() {
        return value;
    }

    /** The sender id itself: it names a business and is no personal data. */
    @Override
    public String masked() {
        return value;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SenderId that && value.equals(that.value);
    }

    @Override
    public int hashCode() {
        return value.hashCode();
    }

    /** The same as {@link #masked()}. */
    @Override
    public String toString() {
        return masked();
    }

    private static boolean isDigits(String text) {
        return !text.isEmpty() && text.chars().allMatch(SenderId::isDigit);
    }

    private static boolean isAlphanumericSender(String text) {
        return text.length() <= LONGEST
                && !text.startsWith("+")
                && text.chars().anyMatch(SenderId::isLetter)
                && text.chars().allMatch(c -> isLetter(c) || isDigit(c) || PUNCTUATION.indexOf(c) >= 0);
    }

    private static boolean isDigit(int c) {
        return c >= '0' && c <= '9';
    }

    private static boolean isLetter(int c) {
        return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
    }
}
