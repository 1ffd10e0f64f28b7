package io.stratos.messaging.contact;

/**
 * The way by which a message reaches its recipient.
 *
 * <p>That a channel has a name here does not promise that any provider for it is installed. Constants may be added.
 */
public enum Channel {
    /** Text over the mobile network, billed by the segment. */
    SMS,
    /** Text with pictures, sound or files over the mobile network. */
    MMS,
    /** Internet mail. */
    EMAIL,
    /** WhatsApp, by way of a business account. */
    WHATSAPP,
    /** A message that stays inside the host's own application. */
    IN_APP,
    /** A telephone call in which the text is spoken. */
    VOICE,
    /** An HTTP request to a system of the recipient's. */
    WEBHOOK
}
