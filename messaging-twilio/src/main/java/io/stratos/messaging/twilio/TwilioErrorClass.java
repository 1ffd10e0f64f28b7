package io.stratos.messaging.twilio;

/**
 * What kind of trouble a Twilio error code stands for; decides what the engine does about a refused request.
 *
 * <p>Which code belongs to which class is data that comes with this library, and can be overruled code by code with
 * {@link TwilioProvider.Builder#errorClass}. A class only decides for answers with an HTTP status of 400 to 499 other
 * than 408, 425 and 429; those, 5xx and missing answers are judged by the status alone. Error codes of later delivery
 * receipts are judged only for what they say about the number. Constants may be added.
 */
public enum TwilioErrorClass {
    /** Too much at once; not processed, so another try is safe. */
    RATE_LIMIT,
    /** Twilio itself does not say whether it took the message: in doubt. */
    AMBIGUOUS,
    /** The credentials: refused for the account. */
    AUTH,
    /** The account is closed, suspended or out of funds: refused for the account. */
    ACCOUNT,
    /** Nothing is at this path, which holds the account's SID: refused for the account. */
    NOT_FOUND,
    /** A parameter is missing or wrong: refused for the request. */
    REQUEST,
    /** Parameters of scheduling are missing or wrong: refused for the request. */
    SCHEDULE,
    /** No such number, or a landline: refused for the recipient. */
    RECIPIENT_INVALID,
    /** The country is not enabled, or the number not verified on a trial account: refused for the recipient. */
    RECIPIENT_NOT_ALLOWED,
    /** The recipient wrote STOP to this sender: refused for the opt-out. */
    OPT_OUT,
    /** This sender does not reach this recipient; another may: refused for the sender. */
    ROUTE,
    /** The sender is not ours or not capable: refused for the sender. */
    SENDER,
    /** The messaging service is missing or empty: refused for the sender. */
    SENDER_POOL,
    /** The sender is not registered or verified with the carriers: refused for the sender. */
    REGISTRATION,
    /** The sender's messages of this day are used up: refused for the sender. */
    DAILY_CAP,
    /** A passing failure behind Twilio, known from receipts; as an answer to a request it is in doubt. */
    TRANSIENT,
    /** Blocked, possibly after a STOP that Twilio did not see: refused for the recipient. */
    BLOCKED,
    /** Blocked for some minutes by fraud protection: refused for the recipient. */
    BLOCKED_TEMPORARY,
    /** Filtered, or too large for the carrier: refused for the content. */
    CONTENT,
    /** The recipient's phone or network takes no MMS: refused for the content. */
    MMS_UNSUPPORTED
}
