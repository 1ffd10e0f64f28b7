package io.stratos.messaging.delivery;

/** What came of moving a message to another time. */
public enum Rescheduling {
    /** It goes at the new time, if the gate allows it then, and not before. */
    RESCHEDULED,
    /** The provider has it, or has a part of it, or may have: its request is on its way, in doubt or done. */
    TOO_LATE,
    /** There was nothing to move: it had been refused, cancelled, expired or failed before, or is inbound. */
    ALREADY_OVER
}
