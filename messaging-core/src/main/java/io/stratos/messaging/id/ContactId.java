package io.stratos.messaging.id;

import java.util.UUID;

/**
 * One contact of a tenant.
 *
 * <p>A UUIDv7 (RFC 9562): ids made later on one node sort later. It names nothing outside its tenant and is no secret.
 * Immutable and safe for use by many threads.
 *
 * @param value the UUID
 */
public record ContactId(UUID value) implements Comparable<ContactId> {

    /**
     * Reads the text form back.
     *
     * @param text 36 characters as {@link #toString()} wrote them
     * @return the id
     * @throws io.stratos.messaging.exception.InvalidIdException if the text is not a UUID
     */
    public static ContactId of(String text) {
        return new ContactId(Ids.parse("contact id", text));
    }

    @Override
    public int compareTo(ContactId other) {
        return Ids.compare(value, other.value);
    }

    /** {@return the UUID in its 36-character form} */
    @Override
    public String toString() {
        return value.toString();
    }
}
