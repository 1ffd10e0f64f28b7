package io.stratos.messaging.id;

import java.util.UUID;

/**
 * One conversation of a tenant with a contact.
 *
 * <p>A UUIDv7 (RFC 9562): ids made later on one node sort later. It names nothing outside its tenant and is no secret.
 * Immutable and safe for use by many threads.
 *
 * @param value the UUID
 */
public record ConversationId(UUID value) implements Comparable<ConversationId> {

    /**
     * Reads the text form back.
     *
     * @param text 36 characters as {@link #toString()} wrote them
     * @return the id
     * @throws io.stratos.messaging.exception.InvalidIdException if the text is not a UUID
     */
    public static ConversationId of(String text) {
        return new ConversationId(Ids.parse("conversation id", text));
    }

    @Override
    public int compareTo(ConversationId other) {
        return Ids.compare(value, other.value);
    }

    /** {@return the UUID in its 36-character form} */
    @Override
    public String toString() {
        return value.toString();
    }
}
