package io.stratos.messaging.conversation;

/** How soon a conversation wants an answer. */
public enum Priority {
    /** When there is time. */
    LOW,
    /** As usual. */
    MEDIUM,
    /** Before the others. */
    HIGH,
    /** Now. */
    URGENT
}
