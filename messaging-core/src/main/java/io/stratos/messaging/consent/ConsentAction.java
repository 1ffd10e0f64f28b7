package io.stratos.messaging.consent;

/** What a consent event did. */
public enum ConsentAction {
    /** One purpose was agreed to. Does not lift a STOP. */
    OPT_IN,
    /** One purpose was refused. */
    OPT_OUT,
    /** Everything was refused: STOP. */
    OPT_OUT_ALL,
    /** A STOP was lifted: START, or an explicit re-subscription. */
    RESUBSCRIBE,
    /**
     * The contact may have wanted to revoke: until somebody decides, what is sent automatically waits, whatever its
     * purpose, and an agent's replies go. Ends with {@link #RELEASE}, {@link #OPT_OUT_ALL} or {@link #RESUBSCRIBE}.
     */
    HOLD,
    /** A hold was ended: the contact did not mean to revoke. */
    RELEASE,
    /** The contact was asked to confirm one purpose (double opt-in); {@link Evidence#expiry()} says until when they may. */
    REQUEST,
    /** The contact said YES to every request that was open. */
    CONFIRM,
    /** Everything from one of the tenant's own addresses was refused: {@link Evidence#SENDER} names it. */
    OPT_OUT_SENDER,
    /** The address was suppressed, for a reason other than what its owner agreed to; no change of consent. */
    SUPPRESS,
    /** A suppression was lifted; no change of consent. */
    LIFT
}
