package io.stratos.messaging.schedule;

/**
 * What becomes of a message the law speaks of when nobody knows where the contact is: a toll-free number, a number of no
 * known area, and no zone or address on record.
 */
public enum UnknownPlace {
    /** It waits, and is looked at again every hour. */
    HOLD,
    /** It is refused, and says what to record: the host is asked. */
    ASK
}
