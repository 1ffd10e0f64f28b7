package io.stratos.messaging.message;

/** Who caused a message. */
public enum Origin {
    /** The host or one of its agents, through the engine's doors. */
    HOST,
    /** The contact. */
    CONTACT,
    /** The engine, answering STOP, START or HELP. It may follow a STOP once, within five minutes. */
    KEYWORD_REPLY,
    /** The engine, asking a contact to confirm that they want messages of a purpose. It goes while they may still say YES. */
    CONSENT_REQUEST
}
