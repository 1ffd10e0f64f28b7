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
    RELEASE
}
