package io.stratos.messaging.message;

/**
 * Whether typographic characters are replaced by look-alikes of the GSM 03.38 alphabet before a text is measured.
 *
 * <p>It describes what the provider is set to do; it does not itself change what is sent.
 */
public enum SmartEncoding {
    /** The text stays as it is. */
    OFF,
    /**
     * Curly quotes, dashes, full-width forms and the like become their GSM look-alikes, as Twilio's feature of the same
     * name does. Characters without a look-alike stay, so the result may still need UCS-2.
     */
    ON
}
