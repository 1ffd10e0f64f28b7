package io.stratos.messaging.spi.store;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * That somebody said: from this store, in this place, messages shall be sent. The row is the audit of it as well.
 *
 * @param number 1 for the first, and one more for each after it; the highest is in force
 * @param mark what it was armed for
 * @param by who said so, 1 to 64 characters
 * @param reason why, 1 to 200 characters
 * @param at when, by the store's clock
 */
public record Arming(long number, Mark mark, String by, String reason, Instant at) {

    /**
     * What a store is armed for. An engine sends only where all of it is as it finds it.
     *
     * @param environment the name the host gives to where it runs, 1 to 64 characters
     * @param identity which database this is, as {@link StoreGuard#read()} says
     * @param epoch what the host's witness counted; null without a witness
     */
    public record Mark(
            String environment, String identity, @Nullable Long epoch) {}
}
