package io.stratos.messaging.contact;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberType;
import com.google.i18n.phonenumbers.PhoneNumberUtil.ValidationResult;
import com.google.i18n.phonenumbers.Phonenumber;
import io.stratos.messaging.exception.InvalidPhoneNumberException;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A phone number in the international form of ITU E.164: {@code +}, country code and subscriber number.
 *
 * <p>It has a known country code and a length that numbers of that country can have. It is not promised that the number
 * is assigned, nor even in a range that is: numbers of new ranges and providers' test numbers such as
 * {@code +15005550006} are numbers too.
 */
public final class PhoneNumber implements Address {

    private static final PhoneNumberUtil NUMBERS = PhoneNumberUtil.getInstance();
    private static final String NO_REGION = "ZZ";
    private static final String NORTH_AMERICAN = "+1";
    private static final String NON_GEOGRAPHIC = "001";
    private static final int LONGEST_VALUE = 16;
    private static final int SHOWN_AT_END = 2;

    private final String value;

    // The library's type can be changed; it is neither changed nor handed out here. Null until a restored number is
    // asked.
    private volatile Phonenumber.@Nullable PhoneNumber parsed;

    private PhoneNumber(String value, Phonenumber.@Nullable PhoneNumber parsed) {
        this.value = value;
        this.parsed = parsed;
    }

    /** For a value this class gave out before, whatever the numbering plan says of it today. */
    static PhoneNumber restored(String value) {
        return new PhoneNumber(value, null);
    }

    /** {@return whether it has the form of {@link #value()}} */
    static boolean isCanonical(String text) {
        boolean canonical = text.length() > 1 && text.length() <= LONGEST_VALUE && text.charAt(0) == '+';
        for (int i = 1; canonical && i < text.length(); i++) {
            canonical = text.charAt(i) >= '0' && text.charAt(i) <= '9';
        }
        return canonical;
    }

    /** {@return what the library makes of it; a number without a country where it knows none any more} */
    private Phonenumber.PhoneNumber known() {
        Phonenumber.PhoneNumber read = parsed;
        if (read == null) {
            try {
                read = NUMBERS.parse(value, NO_REGION);
            } catch (NumberParseException unknownByNow) {
                read = new Phonenumber.PhoneNumber();
            }
            parsed = read;
        }
        return read;
    }

    /**
     * Reads a number in international form, such as {@code +1 (415) 555-2671}.
     *
     * <p>Spaces, hyphens, dots, slashes, brackets and invisible format characters are skipped, and digits of any script
     * are read. Letters and extensions are refused. Input of more than 250 characters is refused unread.
     *
     * @throws InvalidPhoneNumberException if it lacks the {@code +}, or is no possible number
     */
    public static PhoneNumber of(String value) {
        String digits = PhoneText.digits(value);
        if (digits.charAt(0) != '+') {
            throw new InvalidPhoneNumberException(
                    value, "it lacks the + and country code; read national numbers with parse(input, region)");
        }
        return read(value, digits, NO_REGION);
    }

    /**
     * Reads a number as it is dialled in a region, such as {@code (415) 555-2671} in {@code US}; a number with
     * {@code +} is read as by {@link #of(String)}.
     *
     * @param region the two-letter ISO 3166-1 code of the country, in either case
     * @throws InvalidPhoneNumberException if the region is not known, or the input is no possible number there
     */
    public static PhoneNumber parse(String input, String region) {
        String known = region == null ? "" : region.toUpperCase(Locale.ROOT);
        if (!NUMBERS.getSupportedRegions().contains(known)) {
            throw InvalidPhoneNumberException.unknownRegion(input, region);
        }
        return read(input, PhoneText.digits(input), known);
    }

    /**
     * {@return whether the library would say no more than that it is possible: in the North American plan every number of
     * ten digits is that, unless it begins with the dialling prefix 1 or with 0}
     */
    private static boolean isPlainlyPossible(String digits) {
        return digits.length() == NORTH_AMERICAN.length() + 10
                && digits.startsWith(NORTH_AMERICAN)
                && digits.charAt(NORTH_AMERICAN.length()) >= '2';
    }

    private static PhoneNumber read(String input, String digits, String region) {
        if (isPlainlyPossible(digits)) {
            return restored(digits);
        }
        Phonenumber.PhoneNumber parsed = parsed(input, digits, region);
        PhoneNumber number = new PhoneNumber(NUMBERS.format(parsed, PhoneNumberFormat.E164), parsed);
        ValidationResult result = NUMBERS.isPossibleNumberWithReason(parsed);
        if (result != ValidationResult.IS_POSSIBLE) {
            throw new InvalidPhoneNumberException(input, reason(result, parsed.getCountryCode()));
        }
        // The library knows Japanese service numbers of more digits than E.164 allows.
        if (number.value.length() > LONGEST_VALUE) {
            throw new InvalidPhoneNumberException(input, reason(NumberParseException.ErrorType.TOO_LONG));
        }
        // The library drops one national prefix per reading, so with two of them the value would read as another
        // number.
        if (!number.value.equals(digits)
                && !parsed(input, number.value, NO_REGION).equals(parsed)) {
            throw new InvalidPhoneNumberException(
                    input,
                    "it has a dialling prefix too many; give the number as it is written after the country code");
        }
        return number;
    }

    private static Phonenumber.PhoneNumber parsed(String input, String digits, String region) {
        try {
            return NUMBERS.parse(digits, region);
        } catch (NumberParseException e) {
            throw new InvalidPhoneNumberException(input, reason(e.getErrorType()), e);
        }
    }

    /** The number in E.164 form: {@code +} and at most 15 ASCII digits. */
    @Override
    public String value() {
        return value;
    }

    /**
     * The two-letter ISO 3166-1 code of the country or territory whose numbering plan the number belongs to.
     *
     * <p>Empty for numbers of no country, such as {@code +800}, and where several countries share a country code and
     * none of them is known to use this number. It is not where the person is.
     */
    public Optional<String> region() {
        return Optional.ofNullable(NUMBERS.getRegionCodeForNumber(known()))
                .filter(region -> !region.equals(NON_GEOGRAPHIC));
    }

    /** Whether the call would be free for the caller, by the number's range; false if the range is not known. */
    public boolean isTollFree() {
        return NUMBERS.getNumberType(known()) == PhoneNumberType.TOLL_FREE;
    }

    /** The country code and the last two digits, with a {@code *} for each digit between: {@code +1********71}. */
    @Override
    public String masked() {
        int country = known().getCountryCode();
        int shown = country == 0 ? 1 : 1 + Integer.toString(country).length();
        int end = Math.max(shown, value.length() - SHOWN_AT_END);
        return value.substring(0, shown) + "*".repeat(end - shown) + value.substring(end);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof PhoneNumber that && value.equals(that.value);
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

    private static String reason(NumberParseException.ErrorType error) {
        return switch (error) {
            case INVALID_COUNTRY_CODE -> "no country has the code it begins with; one such as +14155552671 is needed";
            case TOO_LONG -> "it is too long: ITU E.164 allows 15 digits";
            case TOO_SHORT_NSN, TOO_SHORT_AFTER_IDD -> "it is too short to be a number";
            case NOT_A_NUMBER -> "digits such as +14155552671 are needed";
        };
    }

    private static String reason(ValidationResult result, int countryCode) {
        return switch (result) {
            case TOO_SHORT -> "it is too short for country code +" + countryCode;
            case TOO_LONG -> "it is too long for country code +" + countryCode;
            case IS_POSSIBLE_LOCAL_ONLY -> "its area code is missing";
            default -> "country code +" + countryCode + " has no numbers of this length";
        };
    }
}
