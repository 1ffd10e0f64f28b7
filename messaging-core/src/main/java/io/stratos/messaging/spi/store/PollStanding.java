package io.stratos.messaging.spi.store;

import io.stratos.messaging.routing.ProviderAccount;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How far a provider's records were read.
 *
 * @param account at which account
 * @param receiver the number of ours whose inbound log it is; null for an opt-out list, and where it is said of a whole account
 * @param inboundLog whether it is an inbound log; else it is an opt-out list
 * @param knownUntil everything until then was read; null if nothing was read yet
 * @param problem why it could not be read when that was last tried; null if it could
 */
public record PollStanding(
        ProviderAccount account,
        @Nullable String receiver,
        boolean inboundLog,
        @Nullable Instant knownUntil,
        @Nullable String problem) {

    /** {@return everything until then was read; empty if nothing was read yet} */
    public Optional<Instant> readUntil() {
        return Optional.ofNullable(knownUntil);
    }

    /** {@return why it could not be read when that was last tried, if it could not} */
    public Optional<String> trouble() {
        return Optional.ofNullable(problem);
    }
}
