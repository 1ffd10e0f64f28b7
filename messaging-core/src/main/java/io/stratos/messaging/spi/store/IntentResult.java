package io.stratos.messaging.spi.store;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What became of an intent.
 *
 * @param intent the intent
 * @param decision what the gate said and the store committed; null if the claim was lost meanwhile
 */
public record IntentResult(Intent intent, @Nullable IntentDecision decision) {

    /** {@return what was committed, unless the claim was lost} */
    public Optional<IntentDecision> committed() {
        return Optional.ofNullable(decision);
    }
}
