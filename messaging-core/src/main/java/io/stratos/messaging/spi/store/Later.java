package io.stratos.messaging.spi.store;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The late messages of a conversation that were due after the one asked about.
 *
 * @param same when the last of those about the same was due; null if there is none
 * @param any when the last of those that keep no order was due; null if there is none
 */
public record Later(@Nullable Instant same, @Nullable Instant any) {}
