package io.stratos.messaging.spi.provider;

import io.stratos.messaging.contact.Address;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which page of a provider's records the engine wants to read.
 *
 * @param account the provider's id of the account
 * @param receiver the number of ours that was written to; null for the opt-out list, which is read for the whole account
 * @param from the earliest instant wanted, by the store's clock; {@link Instant#EPOCH} for everything
 * @param until the first instant not wanted any more; the same for all pages of one round
 * @param cursor what the page before gave; null for the first page of a round
 * @param deadline how long the call may take
 */
public record PollRequest(
        String account,
        @Nullable Address receiver,
        Instant from,
        Instant until,
        @Nullable String cursor,
        Duration deadline) {

    /**
     * Whether something is of the time asked for.
     *
     * @param at when it was said
     * @return whether it is
     */
    public boolean covers(Instant at) {
        return !at.isBefore(from) && at.isBefore(until);
    }

    /** {@return what the page before gave; empty for the first page} */
    public Optional<String> after() {
        return Optional.ofNullable(cursor);
    }
}
