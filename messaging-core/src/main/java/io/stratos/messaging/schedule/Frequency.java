package io.stratos.messaging.schedule;

/** How much a contact wants to hear. */
public enum Frequency {
    /** Everything they agreed to. */
    ALL,
    /** No marketing. */
    IMPORTANT_ONLY,
    /** Only answers to what they say themselves, and types of messages the tenant calls urgent. */
    MINIMAL
}
