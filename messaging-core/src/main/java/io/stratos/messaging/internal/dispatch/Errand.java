package io.stratos.messaging.internal.dispatch;

import io.stratos.messaging.id.AttemptId;
import io.stratos.messaging.spi.store.Claim;
import io.stratos.messaging.spi.store.IntentDecision;
import io.stratos.messaging.spi.store.Recovered;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A request whose intent is committed and which has not been written yet.
 *
 * @param claim what is sent
 * @param attempt the attempt's id
 * @param plan the way it takes
 * @param askedAt when the intent was asked for, by the engine's clock: it committed no earlier
 * @param askedNanos the same by the machine's own clock, which no time service moves
 * @param ticket its permit at the provider account
 * @param repeats the doubt this request repeats by its key; null for the first of its attempt
 */
record Errand(
        Claim claim,
        AttemptId attempt,
        IntentDecision.Proceed plan,
        Instant askedAt,
        long askedNanos,
        Accounts.Ticket ticket,
        Recovered.@Nullable Doubt repeats) {}
