package io.stratos.messaging.conversation;

/** Whether a conversation wants attention. */
public enum ConversationStatus {
    /** In the inbox. */
    ACTIVE,
    /** Out of the inbox until an instant or the next inbound message. */
    SNOOZED,
    /** Put away; the next inbound message brings it back. */
    ARCHIVED
}
