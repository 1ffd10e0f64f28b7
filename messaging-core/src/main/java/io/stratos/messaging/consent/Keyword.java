package io.stratos.messaging.consent;

/** What a text asks of the engine itself rather than of an agent. */
public enum Keyword {
    /** Send me nothing more. */
    STOP,
    /** I take my STOP back. */
    START,
    /** Who are you, and how do I stop this? */
    HELP,
    /** I agree: to what was asked, if anything was. Never lifts a STOP. */
    YES
}
