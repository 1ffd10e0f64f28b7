package io.stratos.messaging.testkit;

import io.stratos.messaging.spi.store.StoreSession;

/** A transaction of a host's that a store can work in, open until it is committed or rolled back. One thread's. */
public interface HostTransaction {

    /** {@return the store's session inside this transaction} */
    StoreSession session();

    /** Makes durable what was done in it, and ends it. */
    void commit();

    /** Forgets what was done in it, and ends it. */
    void rollback();
}
