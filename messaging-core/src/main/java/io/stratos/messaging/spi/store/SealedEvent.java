package io.stratos.messaging.spi.store;

import io.stratos.messaging.consent.ConsentEvent;
import org.jspecify.annotations.Nullable;

/**
 * A line of the ledger and the event it seals.
 *
 * @param line the line
 * @param event the event as it stands now; null if it is not there
 */
public record SealedEvent(LedgerLine line, @Nullable ConsentEvent event) {}
