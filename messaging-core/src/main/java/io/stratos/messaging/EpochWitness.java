package io.stratos.messaging;

/**
 * A counter the host keeps outside the database, for copies that cannot be told from the original from within: a disk
 * image, a restored snapshot, a physical standby that was detached.
 *
 * <p>The store remembers the epoch it was armed at. Whoever brings such a copy to life raises the counter first; from
 * then on, original and copy both refuse to send until one of them is re-armed, which arms that one at the new epoch
 * and leaves the other behind for good. A store armed at another epoch, higher or lower, or without a witness, refuses
 * as well. A file on shared storage, a key in a configuration service or a row in another database will do.
 */
@FunctionalInterface
public interface EpochWitness {

    /**
     * Reads the counter. Called when sending begins and then every sixth of a lease, on the dispatcher's thread or on
     * the host's; while it throws, nothing is sent. Must answer within seconds, as sending waits for it.
     *
     * @return the epoch; never falls
     */
    long epoch();
}
