package io.stratos.messaging.contact;

import io.stratos.messaging.id.ContactId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A person the tenant talks with, and the addresses that reach them.
 *
 * <p>{@code toString()} masks the addresses.
 *
 * @param id the contact
 * @param name the name as the host or a provider gave it; null while nobody has
 * @param addresses every address known to be theirs, oldest first
 * @param createdAt when the engine first met them
 */
public record Contact(ContactId id, @Nullable String name, List<Address> addresses, Instant createdAt) {

    /** Copies the list. */
    public Contact {
        addresses = List.copyOf(addresses);
    }

    @Override
    public String toString() {
        return "Contact " + id + " " + addresses;
    }
}
