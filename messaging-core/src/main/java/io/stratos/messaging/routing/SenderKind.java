package io.stratos.messaging.routing;

/** What sort of number or name a tenant sends from. */
public enum SenderKind {
    /** A local number; in the US under a 10DLC campaign. */
    LOCAL,
    /** A toll-free number. */
    TOLL_FREE,
    /** A five or six digit number. */
    SHORT_CODE,
    /** A name instead of a number; cannot be answered. */
    ALPHANUMERIC,
    /** A mail address. */
    EMAIL
}
