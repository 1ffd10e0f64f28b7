package io.stratos.messaging.consent;

import io.stratos.messaging.contact.Address;
import io.stratos.messaging.id.ConversationId;
import io.stratos.messaging.id.MessageId;
import io.stratos.messaging.id.TenantId;

/**
 * A contact texted that they want no more, or may have.
 *
 * @param tenant to whom
 * @param address who
 * @param conversation where their text is
 * @param message their text
 * @param kind whether it was acted on or somebody has to decide
 * @param reason how it was read, in one line of English that quotes the words which decided
 */
public record Revocation(
        TenantId tenant, Address address, ConversationId conversation, MessageId message, Kind kind, String reason) {

    /** What became of it. */
    public enum Kind {
        /** It is a STOP, and in force. */
        STOPPED,
        /** What is sent automatically waits until somebody decides. */
        TO_REVIEW
    }

    /** {@return tenant, masked address and kind; nothing the contact wrote} */
    @Override
    public String toString() {
        return kind + " of " + address.masked() + " at tenant " + tenant + ", message " + message;
    }
}
