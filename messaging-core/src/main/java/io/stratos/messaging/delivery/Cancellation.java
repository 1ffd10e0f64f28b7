package io.stratos.messaging.delivery;

/** What came of taking a message back. */
public enum Cancellation {
    /** It will not be sent: no request for it will begin, on any node. */
    CANCELLED,
    /** The provider has it, or has a part of it, or may have: its request is on its way, in doubt or done. */
    TOO_LATE,
    /** There was nothing to take back: it had been refused, cancelled, expired or failed before, or is inbound. */
    ALREADY_OVER
}
