package io.stratos.messaging.spi.store;

import io.stratos.messaging.routing.ProviderAccount;
import java.time.Duration;
import java.util.Collection;
import java.util.List;

/**
 * How far the providers' records of what contacts said were read, and who reads them: the nodes share the work by the rows of
 * this. There is one row for each number of ours at a provider that keeps an inbound log, and one for each account at a provider that
 * has an opt-out list.
 *
 * <p>Called on the engine's polling threads, every few minutes for each row; {@link #standings} on the host's threads too. The
 * providers are asked between these calls, never inside.
 */
public interface ProviderPolls {

    /**
     * Makes the rows that are missing, for the senders of all tenants as they are in the directory now. A number that went from one
     * tenant to another counts as a new one: the rows are those of (provider, account, number, tenant).
     *
     * <p>A new row of a number is read from now on: what was texted to it before belongs to nobody here. A new row of an opt-out list
     * is read from the beginning. A sender that nobody can write to, a name, has no inbound log.
     *
     * @param records at which provider, and what it has
     */
    void enroll(Poll.Records records);

    /**
     * Takes up rows that are due, the longest due first, whose senders are in the directory; the token of each is raised by
     * one. A row is due once the wait said when it was last settled is over, unless somebody has it under a lease. What others just
     * lock is skipped.
     *
     * @param records at which provider, and which of its records
     * @param limit the most to take
     * @param early so much before they are due, for rows that were not in trouble when they were last settled
     * @param lease how long they are ours, unless a settlement prolongs it
     * @return the rows, each with how far it was read
     */
    List<Poll> take(Poll.Records records, int limit, Duration early, Duration lease);

    /**
     * Writes how far a row was read.
     *
     * @param poll the row as it was taken up
     * @param progress what came of it
     * @return whether the row was still ours by its token; if not, nothing was written
     */
    boolean settle(Poll poll, PollProgress progress);

    /**
     * How far everything was read at some accounts: of senders that are in the directory now.
     *
     * @param accounts at which
     * @return one standing for each row
     */
    List<PollStanding> standings(Collection<ProviderAccount> accounts);

    /** {@return how far the furthest behind of each account is, for each account and sort of record that has a row} */
    List<PollStanding> furthestBehind();
}
