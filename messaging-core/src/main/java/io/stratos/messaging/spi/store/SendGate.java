package io.stratos.messaging.spi.store;

/** The engine's gate, as a store calls it under the recipient's lock. */
@FunctionalInterface
public interface SendGate {

    /**
     * Decides about one claim. Quick, does no I/O, calls nothing of the store.
     *
     * @param claim what is about to be sent
     * @param recipient the recipient's row, read under its lock; {@link AddressRecord#readAt()} is now
     * @return what shall happen
     */
    IntentDecision decide(Claim claim, AddressRecord recipient);
}
