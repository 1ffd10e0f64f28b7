package io.stratos.messaging.contact;

import io.stratos.messaging.exception.InvalidPhoneNumberException;

/**
 * The reading of what people type for a phone number: digits of any script, a leading plus, and punctuation to skip.
 *
 * <p>It is stricter than libphonenumber, which dials letters and cuts off what it does not understand, and it refuses
 * garbage before the library's regular expressions see it.
 */
final class PhoneText {

    private static final int LONGEST_INPUT = 250;
    /** E.164 has 15 digits; prefixes dialled before them, such as 00, are let through for libphonenumber to judge. */
    private static final int MOST_DIGITS = 24;

    private static final int FEWEST_BEFORE_EXTENSION = 5;

    private static final char FULL_WIDTH_PLUS = '\uFF0B';
    private static final String PUNCTUATION = "-.()/[]~\u2053\u2212\u30FC\uFF0D\uFF0E\uFF08\uFF09\uFF0F\uFF5E";

    private PhoneText() {}

    /** Whether the first character that is not blank is a plus, in ASCII or full width. */
    static boolean startsWithPlus(String input) {
        for (int i = 0; i < input.length(); i++) {
            char unit = input.charAt(i);
            if ((!Character.isWhitespace(unit) && !isSkipped(unit)) || PUNCTUATION.indexOf(unit) >= 0) {
                return unit == '+' || unit == FULL_WIDTH_PLUS;
            }
        }
        return false;
    }

    /** The ASCII digits of the input, after a plus if it has one. */
    static String digits(String input) {
        if (input == null) {
            throw new InvalidPhoneNumberException(null, "a number such as +14155552671 is needed");
        }
        if (input.length() > LONGEST_INPUT) {
            throw new InvalidPhoneNumberException(input, "it is longer than " + LONGEST_INPUT + " characters");
        }
        // Line ends are dropped at the ends only: between digits they may part two numbers.
        String trimmed = input.strip();
        StringBuilder digits = new StringBuilder(16);
        for (int i = 0; i < trimmed.length(); ) {
            int codePoint = trimmed.codePointAt(i);
            int digit = Character.digit(codePoint, 10);
            if (digit >= 0) {
                digits.append((char) ('0' + digit));
            } else if ((codePoint == '+' || codePoint == FULL_WIDTH_PLUS) && digits.length() == 0) {
                digits.append('+');
            } else if (!isSkipped(codePoint)) {
                throw new InvalidPhoneNumberException(input, whatIsWrong(trimmed, i, digits.length()));
            }
            i += Character.charCount(codePoint);
        }
        if (digits.length() > MOST_DIGITS) {
            throw new InvalidPhoneNumberException(input, "it is too long: ITU E.164 allows 15 digits");
        }
        if (digits.length() == 0 || digits.charAt(digits.length() - 1) == '+') {
            throw new InvalidPhoneNumberException(input, "it has no digits; a number such as +14155552671 is needed");
        }
        return digits.toString();
    }

    private static boolean isSkipped(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.SPACE_SEPARATOR, Character.DASH_PUNCTUATION -> true;
            // Numbers copied from contact lists often come wrapped in invisible direction marks.
            case Character.FORMAT -> true;
            default -> codePoint == '\t' || PUNCTUATION.indexOf(codePoint) >= 0;
        };
    }

    private static String whatIsWrong(String input, int place, int digitsBefore) {
        int codePoint = input.codePointAt(place);
        boolean extension = input.regionMatches(true, place, "ext", 0, 3) || "xX#,;".indexOf(codePoint) >= 0;
        if (extension && digitsBefore >= FEWEST_BEFORE_EXTENSION) {
            return "an extension cannot be part of a number to send to; give the number alone, such as +14155552671";
        }
        if (Character.isLetter(codePoint)) {
            return "letters are not digits; write a vanity number by its digits, 1-800-FLOWERS as +18003569377";
        }
        return String.format(
                "U+%04X has no place in it; use digits, with spaces, hyphens, dots and parentheses", codePoint);
    }
}
