package io.stratos.messaging.conversation;

import io.stratos.messaging.exception.InvalidMessageException;

/**
 * A link from a conversation to something the host knows: a job, a property, a funnel, a listing, a location.
 *
 * <p>The engine keeps it and looks it up; it does not know what it means.
 *
 * @param type the host's word for the kind of thing, such as {@code job}
 * @param id the host's id of it
 */
public record Reference(String type, String id) {

    /**
     * Checks both.
     *
     * @throws InvalidMessageException if either is blank or over 200 characters
     */
    public Reference {
        if (type.isBlank() || id.isBlank() || type.length() > 200 || id.length() > 200) {
            throw new InvalidMessageException("reference '" + type + "' to '" + id
                    + "': type and id must be 1 to 200 characters that are not all blank");
        }
    }

    /**
     * Links to something.
     *
     * @param type the host's word for the kind of thing
     * @param id the host's id of it
     * @return the link
     */
    public static Reference of(String type, String id) {
        return new Reference(type, id);
    }
}
