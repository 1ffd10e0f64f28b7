package io.stratos.messaging.consent;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * From when on a STOP reaches how far: one row of a dated list.
 *
 * @param region the region of the contact's number, such as {@code US}; null for all addresses
 * @param from from when on, by the store's clock
 * @param scope how far
 * @param source who says so: a statute, an agreement
 */
public record StopRule(@Nullable String region, Instant from, StopScope scope, String source) {

    boolean holds(@Nullable String where, Instant now) {
        return !now.isBefore(from) && (region == null || region.equals(where));
    }
}
