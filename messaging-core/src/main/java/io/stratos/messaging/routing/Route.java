package io.stratos.messaging.routing;

import io.stratos.messaging.contact.Address;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The way a message takes: through which provider's account, and from which of the tenant's addresses.
 *
 * @param provider the provider's name
 * @param account the provider's id of the account
 * @param from what the contact sees
 * @param pool the provider's id of the pool to send through; null for none
 */
public record Route(
        String provider,
        String account,
        Address from,
        @Nullable String pool) {

    /**
     * The way through a sender.
     *
     * @param sender the sender
     * @return its route
     */
    public static Route of(Sender sender) {
        return new Route(
                sender.provider(),
                sender.account(),
                sender.address(),
                sender.pool().orElse(null));
    }

    /** {@return the pool to send through, if there is one} */
    public Optional<String> throughPool() {
        return Optional.ofNullable(pool);
    }
}
