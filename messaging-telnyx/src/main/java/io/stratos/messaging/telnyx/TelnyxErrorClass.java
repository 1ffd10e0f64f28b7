package io.stratos.messaging.telnyx;

/**
 * What kind of trouble a Telnyx error code stands for; decides what the engine does about a refused request.
 *
 * <p>Which code belongs to which class is data that comes with this library, and can be overruled code by code with
 * {@link TelnyxProvider.Builder#errorClass}. A class only decides for answers with an HTTP status of 400 to 499 other
 * than 408, 425 and 429; those, 5xx and missing answers are judged by the status alone. Error codes of later delivery
 * receipts are judged only for what they say about the number. Constants may be added.
 */
public enum TelnyxErrorClass {
    /** Too much at once; not processed, so another try is safe. */
    RATE_LIMIT,
    /** The sender's queue is full; not processed, so another try is safe. */
    QUEUE_FULL,
    /** The sender cannot be used for the moment; not processed, so another try is safe. */
    SENDER_TEMPORARY,
    /** Telnyx itself does not say whether it took the message: in doubt. */
    AMBIGUOUS,
    /** A passing failure behind Telnyx, known from receipts; as an answer to a request it is in doubt. */
    TRANSIENT,
    /** The credentials: refused for the account. */
    AUTH,
    /** The account is inactive, blocked or unverified: refused for the account. */
    ACCOUNT,
    /** The profile's daily spend is used up: refused for the account. */
    SPEND_LIMIT,
    /** What the request names does not exist, or the credentials are missing: refused for the request. */
    NOT_FOUND,
    /** A parameter is missing or wrong: refused for the request. */
    REQUEST,
    /** No such number, or a landline: refused for the recipient. */
    RECIPIENT_INVALID,
    /** The country is not enabled: refused for the recipient. */
    RECIPIENT_NOT_ALLOWED,
    /** Could not be delivered: refused for the recipient. */
    UNDELIVERABLE,
    /** The recipient wrote STOP to this sender's profile: refused for the opt-out. */
    OPT_OUT,
    /** This type of message does not reach this recipient; another sender's may: refused for the sender. */
    ROUTE,
    /** The sender is not ours or not capable: refused for the sender. */
    SENDER,
    /** The messaging profile is disabled or empty: refused for the sender. */
    SENDER_POOL,
    /** The sender is not registered or verified with the carriers: refused for the sender. */
    REGISTRATION,
    /** Filtered for what it says: refused for the content. */
    CONTENT,
    /** Filtered for the moment: refused for the content. */
    CONTENT_TEMPORARY,
    /** Blocked for a day by fraud protection: refused for the recipient. */
    BLOCKED_TEMPORARY
}
