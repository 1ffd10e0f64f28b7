package io.stratos.messaging.contact;

import io.stratos.messaging.exception.InvalidEmailAddressException;
import java.net.IDN;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * An email address of the everyday form {@code local@domain.example}.
 *
 * <p>It takes the dot-atoms of RFC 5321 with its lengths of 64 and 254 octets, letters of any script before the
 * {@code @} (RFC 6531), and international domains, which become their ASCII form by IDNA 2003. It does not take quoted
 * local parts, domain literals, display names, nor domains of one label. That the domain exists is not checked. The
 * local part keeps its case, so two spellings that one mailbox accepts are two addresses.
 */
public final class EmailAddress implements Address {

    private static final int LONGEST = 254;
    private static final int LONGEST_LOCAL_PART = 64;
    private static final int LONGEST_INPUT = 1000;
    private static final String ATOM_PUNCTUATION = "!#$%&'*+-/=?^_`{|}~";

    private final String value;

    private EmailAddress(String value) {
        this.value = value;
    }

    /**
     * Reads an email address; blanks around it are dropped and the domain is lower-cased.
     *
     * @throws InvalidEmailAddressException if it is not of the form this class takes
     */
    public static EmailAddress of(String value) {
        if (value == null || value.length() > LONGEST_INPUT) {
            throw new InvalidEmailAddressException(value, "the form name@example.com in at most 254 octets is needed");
        }
        String trimmed = value.strip();
        int at = trimmed.indexOf('@');
        if (at < 0 || at != trimmed.lastIndexOf('@')) {
            throw new InvalidEmailAddressException(value, "exactly one @ is needed, as in name@example.com");
        }
        String local = trimmed.substring(0, at);
        checkLocalPart(value, local);
        String address = local + "@" + domain(value, trimmed.substring(at + 1));
        if (octets(address) > LONGEST) {
            throw new InvalidEmailAddressException(value, "at most 254 octets are allowed, not " + octets(address));
        }
        return new EmailAddress(address);
    }

    /** The part before the {@code @}, in the case it was given. */
    public String localPart() {
        return value.substring(0, value.indexOf('@'));
    }

    /** The part after the {@code @}, in lower-case ASCII. */
    public String domain() {
        return value.substring(value.indexOf('@') + 1);
    }

    /** The local part as given, {@code @} and the domain in lower-case ASCII. */
    @Override
    public String value() {
        return value;
    }

    /** The first character and the domain, such as {@code j***@example.com}; a lone first character is hidden too. */
    @Override
    public String masked() {
        String local = localPart();
        int shown = local.codePointCount(0, local.length()) > 1 ? local.offsetByCodePoints(0, 1) : 0;
        return local.substring(0, shown) + "***@" + domain();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof EmailAddress that && value.equals(that.value);
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

    private static void checkLocalPart(String input, String local) {
        if (local.isEmpty() || octets(local) > LONGEST_LOCAL_PART) {
            throw new InvalidEmailAddressException(input, "1 to 64 octets are needed before the @");
        }
        if (local.startsWith(".") || local.endsWith(".") || local.contains("..")) {
            throw new InvalidEmailAddressException(input, "a dot before the @ must stand between other characters");
        }
        int wrong =
                local.codePoints().filter(c -> !isLocalCharacter(c)).findFirst().orElse(-1);
        if (wrong >= 0) {
            throw new InvalidEmailAddressException(
                    input,
                    String.format(
                            "U+%04X cannot stand before the @; use letters, digits, dots and %s",
                            wrong, ATOM_PUNCTUATION));
        }
    }

    private static boolean isLocalCharacter(int codePoint) {
        if (codePoint < 0x80) {
            return Character.isLetterOrDigit(codePoint) || codePoint == '.' || ATOM_PUNCTUATION.indexOf(codePoint) >= 0;
        }
        int type = Character.getType(codePoint);
        return Character.isLetterOrDigit(codePoint)
                || type == Character.NON_SPACING_MARK
                || type == Character.COMBINING_SPACING_MARK;
    }

    private static String domain(String input, String domain) {
        String ascii;
        try {
            ascii = IDN.toASCII(domain, IDN.USE_STD3_ASCII_RULES).toLowerCase(Locale.ROOT);
        } catch (RuntimeException e) {
            // IDN documents IllegalArgumentException only, but lets others out for unpaired surrogates and empty
            // labels.
            throw new InvalidEmailAddressException(
                    input,
                    "a domain name such as example.com is needed after the @, of letters, digits and hyphens",
                    e);
        }
        String[] labels = ascii.split("\\.", -1);
        for (String label : labels) {
            if (label.isEmpty()) {
                throw new InvalidEmailAddressException(
                        input, "the domain has an empty part between or beside its dots");
            }
        }
        if (labels.length < 2 || isDigits(labels[labels.length - 1])) {
            throw new InvalidEmailAddressException(input, "the domain must end in a name, as example.com ends in .com");
        }
        return ascii;
    }

    private static boolean isDigits(String text) {
        return text.chars().allMatch(c -> c >= '0' && c <= '9');
    }

    private static int octets(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}
