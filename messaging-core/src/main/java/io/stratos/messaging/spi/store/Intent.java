package io.stratos.messaging.spi.store;

import io.stratos.messaging.id.AttemptId;

/**
 * A claim about to become an attempt.
 *
 * @param claim a message taken up by {@link MessagingStore#take}
 * @param attempt the id of the attempt, if the gate lets it proceed
 */
public record Intent(Claim claim, AttemptId attempt) {}
