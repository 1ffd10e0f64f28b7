package io.stratos.messaging.spi.store;

import io.stratos.messaging.id.MessageId;
import io.stratos.messaging.id.TenantId;

/**
 * The proof that a dispatch row is ours; worthless once the row's token was raised.
 *
 * @param tenant whose message
 * @param message which
 * @param token the fencing token at the moment of the claim
 */
public record ClaimToken(TenantId tenant, MessageId message, long token) {}
