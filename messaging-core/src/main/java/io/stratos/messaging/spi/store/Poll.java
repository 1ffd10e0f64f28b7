package io.stratos.messaging.spi.store;

import io.stratos.messaging.contact.Address;
import io.stratos.messaging.id.TenantId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One of a provider's records, ours to read.
 *
 * @param source which
 * @param token the proof
 * @param takenAt when it was taken up, by the store's clock
 * @param mark how far it was read
 * @param failures how often in a row it could not be read
 */
public record Poll(Source source, long token, Instant takenAt, Mark mark, int failures) {

    /**
     * Which records of a provider's.
     *
     * @param provider the provider's name
     * @param inboundLog the texts to each number
     * @param optOutList the opt-out list of each account
     */
    public record Records(String provider, boolean inboundLog, boolean optOutList) {}

    /**
     * Which record.
     *
     * @param provider the provider's name
     * @param account the provider's id of the account
     * @param receiver the number of ours whose inbound log it is; null for the account's opt-out list
     * @param tenant whose number that is; null for an opt-out list
     */
    public record Source(
            String provider,
            String account,
            @Nullable Address receiver,
            @Nullable TenantId tenant) {}

    /**
     * How far a record was read.
     *
     * @param since nothing before is wanted; null for an opt-out list, of which all is
     * @param knownUntil everything from {@code since} until then was read; null if no round was ended yet
     * @param until until when the round under way reads; null if none is under way
     * @param cursor the page the round has come to; null for the first
     */
    public record Mark(
            @Nullable Instant since,
            @Nullable Instant knownUntil,
            @Nullable Instant until,
            @Nullable String cursor) {}
}
