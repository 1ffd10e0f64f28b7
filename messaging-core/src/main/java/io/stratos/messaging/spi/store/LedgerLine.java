package io.stratos.messaging.spi.store;

/**
 * One line of a tenant's chained ledger. It holds nothing personal, so that it stays when a person's data is erased.
 *
 * @param position from 1, without gaps
 * @param addressHash the address, hashed with the tenant's key
 * @param eventNo which event of this address, from 1
 * @param summary when, what, for which purpose and from which source
 * @param factsHash the evidence's facts, hashed with the tenant's key
 * @param link the hash of all of this and of the link before
 */
public record LedgerLine(
        long position, String addressHash, int eventNo, String summary, String factsHash, String link) {}
