package io.stratos.messaging.tenant;

/** What the engine answers to a keyword, for itself. */
public enum KeywordAnswer {
    /** To a STOP that reaches everything. */
    STOP,
    /** To a STOP that reaches the messages of one purpose; it must not say that nothing comes any more. */
    STOP_PURPOSE,
    /** To a STOP that reaches the messages from one number. */
    STOP_SENDER,
    /** To START. */
    START,
    /** To HELP. */
    HELP,
    /** To the YES that a contact was asked for. */
    THANKS
}
