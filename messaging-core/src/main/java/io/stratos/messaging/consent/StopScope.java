package io.stratos.messaging.consent;

/** How far a STOP reaches, from the widest to the narrowest. */
public enum StopScope {
    /** Everything the tenant sends to the address. */
    ALL,
    /** The purpose of the message it follows; everything if there is none. */
    PURPOSE,
    /** Everything from the tenant's address it was sent to. */
    SENDER
}
