package io.stratos.messaging.spi.store;

import java.time.Instant;

/**
 * That a percentage of a limit was reached by this very transaction.
 *
 * @param draw what reached it
 * @param percent which of {@link Draw#alerts()}
 * @param used how much was used in the period by then
 * @param since when the period began
 */
public record Crossing(Draw draw, int percent, long used, Instant since) {}
