package io.stratos.messaging.internal.machine;

import java.util.concurrent.locks.Condition;

/** How a thread waits for what another one brings about. */
@FunctionalInterface
public interface Patience {

    /**
     * Waits until it is woken, or so much time has passed, or for no reason; who calls it holds the condition's lock and
     * looks again afterwards.
     *
     * @param changed what wakes it
     * @param nanos how long at most
     * @return whether it waits at all; if not, asking again is of no use
     * @throws InterruptedException if the thread was interrupted
     */
    boolean await(Condition changed, long nanos) throws InterruptedException;
}
