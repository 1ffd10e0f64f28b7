package io.stratos.messaging.consent;

/** By what way a change of consent reached the engine. */
public enum ConsentSource {
    /** The contact agreed or refused in so many words: a form, a tick box, a call. */
    EXPLICIT,
    /** Follows from what the contact did, such as writing to us first. */
    IMPLICIT,
    /** Came with an import from another system. */
    IMPORTED,
    /** The contact texted a keyword: STOP, START. */
    KEYWORD,
    /** A member of the host's team recorded it. */
    AGENT,
    /** The provider told us: its own opt-out list, or a refusal. */
    PROVIDER
}
