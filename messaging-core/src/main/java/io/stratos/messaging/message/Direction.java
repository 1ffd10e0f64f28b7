package io.stratos.messaging.message;

/** Which way a message goes. */
public enum Direction {
    /** From the contact to the tenant. */
    INBOUND,
    /** From the tenant to the contact. */
    OUTBOUND
}
