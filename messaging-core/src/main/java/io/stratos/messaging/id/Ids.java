package io.stratos.messaging.id;

import io.stratos.messaging.exception.InvalidIdException;
import java.util.UUID;

/** What the ids share. */
final class Ids {

    private static final int UUID_LENGTH = 36;

    private Ids() {}

    static UUID parse(String kind, String text) {
        if (text.length() == UUID_LENGTH) {
            try {
                return UUID.fromString(text);
            } catch (IllegalArgumentException malformed) {
                throw new InvalidIdException(kind, text, malformed);
            }
        }
        throw new InvalidIdException(kind, text, null);
    }

    /** Unsigned, byte by byte, as PostgreSQL orders them; {@link UUID#compareTo} compares signed halves. */
    static int compare(UUID left, UUID right) {
        int high = Long.compareUnsigned(left.getMostSignificantBits(), right.getMostSignificantBits());
        return high != 0 ? high : Long.compareUnsigned(left.getLeastSignificantBits(), right.getLeastSignificantBits());
    }
}
