package io.stratos.messaging.consent;

/** How sure it is that a contact refuses further texts; each answer has its own consequence. */
public enum Likelihood {
    /** Said in so many words and nothing else: the engine acts, as on a STOP. */
    CERTAIN,
    /** Perhaps, or with conditions: automated sends are held and an agent is asked. */
    LIKELY,
    /** Nothing points to it. */
    NO
}
