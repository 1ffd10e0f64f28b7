package io.stratos.messaging.spi.store;

import io.stratos.messaging.message.Lane;
import io.stratos.messaging.routing.ProviderAccount;
import java.time.Duration;
import java.util.Set;

/**
 * How much to take up, and of what.
 *
 * <p>First what is due in {@link Lane#EXPRESS}, up to its limit; then of {@link Lane#BULK} what that leaves, up to its own
 * limit. Within a lane every tenant gets an equal share of the limit, and what one leaves goes to the others.
 *
 * @param lease how long a claim stays ours, or a request may be on its way; more than its deadline
 * @param express how much to take in all
 * @param bulk how much of that at most from {@link Lane#BULK}
 */
public record Taking(Duration lease, Share express, Share bulk) {

    /**
     * How much of one lane.
     *
     * @param limit the most rows
     * @param avoid provider accounts through which nothing can go now: a tenant all of whose senders are in such accounts
     *     is left alone
     */
    public record Share(int limit, Set<ProviderAccount> avoid) {

        /** Copies the set. */
        public Share {
            avoid = Set.copyOf(avoid);
        }
    }

    /**
     * So many rows of any lane and account.
     *
     * @param limit the most rows
     * @param lease how long they stay ours
     * @return what to take
     */
    public static Taking of(int limit, Duration lease) {
        Share all = new Share(limit, Set.of());
        return new Taking(lease, all, all);
    }
}
