package io.stratos.messaging.consent;

import io.stratos.messaging.contact.Address;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One change of consent, as it stands in the ledger. Events are only ever added.
 *
 * @param at when it took effect, by the store's clock
 * @param address whose consent changed
 * @param action what changed
 * @param purpose for which purpose; null where the action is about all of them
 * @param evidence what proves it
 */
public record ConsentEvent(
        Instant at,
        Address address,
        ConsentAction action,
        @Nullable Purpose purpose,
        Evidence evidence) {}
