package io.stratos.messaging.delivery;

import io.stratos.messaging.routing.ProviderAccount;
import java.time.Instant;

/**
 * A provider account through which an engine sends nothing, or next to nothing, at present; its messages wait. Each engine
 * finds out for itself.
 *
 * @param account which
 * @param state how it stands
 * @param since when it came into this state, by the engine's clock
 * @param why one clause for people
 * @param until the earliest instant of the next request, by the engine's clock
 */
public record AccountHealth(ProviderAccount account, State state, Instant since, String why, Instant until) {

    /** How an account stands. */
    public enum State {
        /** The provider asked us to wait. */
        RESTING,
        /** Requests came to nothing, or the provider refuses the account: nothing is sent. */
        OPEN,
        /** One request at a time finds out whether it works again. */
        HALF_OPEN
    }
}
