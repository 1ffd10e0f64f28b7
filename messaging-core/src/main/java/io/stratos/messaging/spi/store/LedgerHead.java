package io.stratos.messaging.spi.store;

/**
 * Where a tenant's chain ends.
 *
 * @param key with which addresses and facts are hashed, 64 hexadecimal digits; it never leaves the store and the engine
 * @param position of the last line; 0 for none
 * @param link of the last line; what {@link LedgerChain#start} says for none
 */
public record LedgerHead(String key, long position, String link) {

    /** {@return without the key} */
    @Override
    public String toString() {
        return "position " + position + ", link " + link;
    }
}
