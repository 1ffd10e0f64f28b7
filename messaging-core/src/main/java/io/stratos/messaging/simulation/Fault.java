package io.stratos.messaging.simulation;

/** What can go wrong between the engine and a provider. */
public enum Fault {
    /** No byte left. */
    CONNECTION_REFUSED(true),
    /** Too many requests; wait two seconds. */
    THROTTLED(true),
    /** The recipient's number cannot be reached. */
    REFUSED(true),
    /** The provider has it and the caller does not know. */
    ACCEPTED_IN_DOUBT(true),
    /** The provider does not have it and the caller does not know. */
    LOST_IN_DOUBT(true),
    /** {@code send} throws. */
    THROWN(true),
    /** Taken, sent, and not delivered. */
    UNDELIVERED(true),
    /** Each receipt comes twice. */
    RECEIPTS_DUPLICATED(false),
    /** Receipts come up to ten minutes late. */
    RECEIPTS_LATE(false),
    /** Receipts come in the opposite order. */
    RECEIPTS_REORDERED(false),
    /** No receipt comes. */
    RECEIPTS_LOST(false);

    private final boolean exclusive;

    Fault(boolean exclusive) {
        this.exclusive = exclusive;
    }

    /** Whether at most one such fault befalls a request; the others befall it independently. */
    boolean isExclusive() {
        return exclusive;
    }
}
