package io.stratos.messaging.spi.store;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Keeps what the store was armed for, so that a copy of it can be told from the original (INV-12).
 *
 * <p>Called when an engine starts, then by the dispatcher thread every sixth of a lease, and on the host's thread when
 * it re-arms. The store only remembers and says who it is; the engine compares. What it keeps travels with every copy
 * of the data; what it says of itself must not.
 */
public interface StoreGuard {

    /**
     * Reads the clock, who this is and what it was armed for, in one round trip where that can be had: the engine takes
     * the middle of it for the moment the clock was read.
     *
     * @return what was read
     */
    Reading read();

    /**
     * Stores an arming, unless there is one with this number. It is in force for every engine on this store.
     *
     * @param number the number of the one it follows, plus one; 1 for the first
     * @param mark what the store is armed for from now on
     * @param by who says so
     * @param reason why
     * @return whether it was stored; if not, somebody else was faster
     */
    boolean arm(long number, Arming.Mark mark, String by, String reason);

    /** {@return every arming, first to last} */
    List<Arming> history();

    /**
     * What a store says about itself.
     *
     * @param at what time it is by the store's clock, as {@link MessagingStore#now()}
     * @param identity which database this is, at most 1000 characters: the same for every node and after every restart,
     *     failover and upgrade of the engine; another one in as many kinds of copies as the store can recognise
     * @param arming the arming in force; null if it was never armed
     */
    record Reading(Instant at, String identity, @Nullable Arming arming) {}
}
