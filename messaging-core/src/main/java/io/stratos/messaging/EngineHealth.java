package io.stratos.messaging;

import io.stratos.messaging.delivery.AccountHealth;
import io.stratos.messaging.delivery.Listening;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How an engine stands, as of its last look at the store: at most a sixth of a lease ago while it runs.
 *
 * @param sending whether it may send
 * @param reason why not; null unless it is refused
 * @param clockSkew how far the engine's clock is ahead of the store's; negative if it is behind, zero before the first
 *     look. Over five seconds is logged; over sixty, messages with a time to go or to expire wait
 * @param accounts provider accounts whose messages wait at present, as this engine finds them; one not listed works, or was
 *     not used
 * @param listening how far providers' records of what contacts said were read, of each account and sort of record; as of the last
 *     time this engine read any, and empty before that and where no provider has such records
 */
public record EngineHealth(
        Sending sending,
        @Nullable String reason,
        Duration clockSkew,
        List<AccountHealth> accounts,
        List<Listening> listening) {

    /** Copies the lists. */
    public EngineHealth {
        accounts = List.copyOf(accounts);
        listening = List.copyOf(listening);
    }

    /** Whether an engine may send. */
    public enum Sending {
        /** It was neither started nor asked to send, so it did not look. */
        UNKNOWN,
        /** The store is armed for this environment and this database. */
        ALLOWED,
        /** The store was armed for another: it accepts and receives, but takes up nothing. */
        REFUSED
    }

    /** {@return why it may not send, if it may not} */
    public Optional<String> refusal() {
        return Optional.ofNullable(reason);
    }
}
