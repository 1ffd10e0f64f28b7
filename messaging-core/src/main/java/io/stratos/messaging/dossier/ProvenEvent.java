package io.stratos.messaging.dossier;

import io.stratos.messaging.consent.ConsentEvent;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An event of consent or suppression, and where it stands in the tenant's chained ledger.
 *
 * @param event the event with its evidence
 * @param position its position in the ledger; null if it was not sealed yet
 * @param link the hash of its line, which covers all lines before; null if it was not sealed yet
 */
public record ProvenEvent(
        ConsentEvent event,
        @Nullable Long position,
        @Nullable String link) {

    /** {@return its position in the ledger, if it was sealed} */
    public Optional<Long> sealedAt() {
        return Optional.ofNullable(position);
    }
}
