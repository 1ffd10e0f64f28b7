package io.stratos.messaging.consent;

import java.util.EnumMap;
import java.util.Map;

/**
 * How many of a tenant's addresses stand how.
 *
 * @param addresses how many there are
 * @param purposes how many have which status, for each purpose; a STOP counts as opted out of all
 * @param stopped how many a STOP stands for
 * @param held how many are on hold
 * @param suppressed how many are suppressed, by reason
 */
public record ConsentSummary(
        long addresses,
        Map<Purpose, Map<ConsentStatus, Long>> purposes,
        long stopped,
        long held,
        Map<SuppressionReason, Long> suppressed) {

    /** Copies the maps. */
    public ConsentSummary {
        Map<Purpose, Map<ConsentStatus, Long>> copy = new EnumMap<>(Purpose.class);
        purposes.forEach((purpose, counts) -> copy.put(purpose, Map.copyOf(counts)));
        purposes = Map.copyOf(copy);
        suppressed = Map.copyOf(suppressed);
    }

    /**
     * How many have a status for a purpose.
     *
     * @param purpose which purpose
     * @param status which status
     * @return how many addresses
     */
    public long count(Purpose purpose, ConsentStatus status) {
        return purposes.getOrDefault(purpose, Map.of()).getOrDefault(status, 0L);
    }
}
