package io.stratos.messaging.contact;

import io.stratos.messaging.exception.InvalidAddressException;
import io.stratos.messaging.exception.InvalidEmailAddressException;
import io.stratos.messaging.exception.InvalidPhoneNumberException;

/**
 * Where a message goes to or comes from: a phone number, an email address or a sender id.
 *
 * <p>An address is well formed; that anybody is reached by it is not promised. Every {@code toString()} is
 * {@link #masked()}, so that addresses may be logged. Values are immutable and safe to share between threads; two are
 * equal if they are of one kind and have the same {@link #value()}.
 */
public sealed interface Address permits PhoneNumber, EmailAddress, SenderId {

    /**
     * The one canonical spelling, fit as a key in a map or a database; personal data for people's addresses.
     *
     * <p>{@link #parse(String)} makes an equal address of it.
     */
    String value();

    /** The address as it may be shown in logs: enough to recognise it by if one knows it, not enough to use it. */
    String masked();

    /**
     * Reads an address of any kind: with {@code @} it is an email address, with a leading {@code +} a phone number, and
     * else a sender id.
     *
     * <p>A phone number without {@code +} is therefore not recognised; see {@link PhoneNumber#parse(String, String)}.
     *
     * @throws InvalidEmailAddressException if there is an {@code @} and the text is no email address
     * @throws InvalidPhoneNumberException if there is a leading {@code +} and the text is no phone number
     * @throws InvalidAddressException if there is neither and the text is no sender id
     */
    static Address parse(String value) {
        if (value != null && value.indexOf('@') >= 0) {
            return EmailAddress.of(value);
        }
        if (value != null && PhoneText.startsWithPlus(value)) {
            return PhoneNumber.of(value);
        }
        return SenderId.of(value);
    }

    /**
     * Reads a {@link #value()} back, for stores: what once was an address stays one.
     *
     * <p>Of a phone number only the form is looked at, so it is cheap, and numbers stay readable when their country code
     * is given up. What comes from people is read by {@link #parse(String)}.
     *
     * <p>Throws as {@link #parse(String)} does where it is the value of no address.
     */
    static Address restore(String value) {
        return PhoneNumber.isCanonical(value) ? PhoneNumber.restored(value) : parse(value);
    }
}
