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
    RESUBSCRIBE
}
