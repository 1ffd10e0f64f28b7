package io.stratos.messaging.delivery;

/** What a host decides about a message in doubt. */
public enum Resolution {
    /**
     * Send it again, at the risk of a second text where nothing proves that the first is absent. Nothing is written
     * while the first request may still be on its way; the gate is asked again; and proof that the provider has the
     * first, should it come in time, keeps the second from being written.
     */
    RESEND,
    /** Do not send it again: it ends as {@code FAILED}. A receipt may still tell that it arrived. */
    GIVE_UP,
    /** The provider has it, as the host found out: it counts as accepted. The rest of a long text follows. */
    SENT,
    /** The contact has it, as the host found out: it counts as delivered. The rest of a long text follows. */
    DELIVERED
}
