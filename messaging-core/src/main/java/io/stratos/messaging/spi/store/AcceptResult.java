package io.stratos.messaging.spi.store;

import io.stratos.messaging.delivery.Decision;
import io.stratos.messaging.message.Message;

/**
 * The message that stands for one handed in.
 *
 * @param message the new message, or the first one under the same idempotency key as it stands now
 * @param decision what the gate said when that message was accepted
 * @param duplicate whether it is the first one, so that nothing new was stored
 */
public record AcceptResult(Message message, Decision decision, boolean duplicate) {}
