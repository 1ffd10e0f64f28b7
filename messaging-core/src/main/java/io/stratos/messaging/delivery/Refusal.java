package io.stratos.messaging.delivery;

/** Why a provider refused for good. */
public enum Refusal {
    /** The recipient opted out at the provider. */
    OPT_OUT,
    /** The recipient cannot be reached: no such number, a landline, a barred country. */
    RECIPIENT,
    /** The sender may not send this: not ours, not capable, not registered. */
    SENDER,
    /** What the message says or carries. */
    CONTENT,
    /** The account: credentials, funds, suspension. */
    ACCOUNT,
    /** The request was malformed: our own mistake. */
    REQUEST
}
