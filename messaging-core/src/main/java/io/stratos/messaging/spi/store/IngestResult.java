package io.stratos.messaging.spi.store;

import io.stratos.messaging.id.MessageId;
import io.stratos.messaging.id.TenantId;
import org.jspecify.annotations.Nullable;

/**
 * What became of something a provider reported.
 *
 * @param kind stored, known already, or parked
 * @param tenant whose message it is about; null if parked
 * @param message the message it is about; null if parked
 * @param replied whether the reply was accepted
 */
public record IngestResult(
        Kind kind, @Nullable TenantId tenant, @Nullable MessageId message, boolean replied) {

    /** What became of it. */
    public enum Kind {
        /** It is new and stored. */
        STORED,
        /** It was stored before; nothing changed. */
        DUPLICATE,
        /** A receipt for a message not known yet; kept until it is. */
        PARKED
    }
}
