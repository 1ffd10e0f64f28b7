package io.stratos.messaging.twilio.internal;

import java.util.regex.Pattern;

/** Foreign words made fit for reasons and logs: short, on one line, phone numbers masked. */
final class Discreet {

    private static final int LONGEST = 300;
    private static final int LONGEST_VALUE = 24;
    private static final Pattern NUMBER = Pattern.compile("(?<![0-9A-Za-z])\\+?[0-9]{7,15}(?![0-9A-Za-z])");

    private Discreet() {}

    /** A provider's sentence with the digits of phone numbers masked. */
    static String sentence(String words) {
        String line = printable(words.length() > LONGEST ? words.substring(0, LONGEST) + "…" : words);
        return NUMBER.matcher(line).replaceAll(found -> value(found.group()));
    }

    /** A value that should have been an address: its beginning and its end. */
    static String value(String text) {
        int length = text.length();
        if (length <= 4) {
            return "*".repeat(length);
        }
        String stars = "*".repeat(Math.min(length, LONGEST_VALUE) - 4);
        return printable(text.substring(0, 2)) + stars + printable(text.substring(length - 2));
    }

    /** What kind of failure it is, without its words, which may be a host's and quote a secret. */
    static String kind(Throwable failure) {
        return failure.getClass().getName();
    }

    static String failure(Throwable failure) {
        String kind = failure.getClass().getSimpleName();
        String message = failure.getMessage();
        return message == null ? kind : kind + ": " + sentence(message);
    }

    private static String printable(String text) {
        StringBuilder out = new StringBuilder(text.length());
        text.chars().forEach(c -> out.append(Character.isISOControl(c) ? ' ' : (char) c));
        return out.toString();
    }
}
