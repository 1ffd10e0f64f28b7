package io.stratos.messaging.delivery;

/** What came of a host's decision about a doubt. */
public enum Resolving {
    /** It is decided and written down. */
    RESOLVED,
    /** There is nothing to decide: this doubt was resolved before, by whomever, or the request is still on its way. */
    NOT_IN_DOUBT,
    /** Too early to send again: the engine still looks into it, see {@link Doubt#nextLookAt()}. Nothing was changed. */
    STILL_LOOKING,
    /** Its policy is {@code NEVER_RESEND}. Nothing was changed; any other resolution is open. */
    NEVER_RESENT
}
