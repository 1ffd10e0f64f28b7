package io.stratos.messaging.spi.store;

import io.stratos.messaging.id.MessageId;

/**
 * Which message showed a contact the tenant's disclosure.
 *
 * @param by the message that carries it
 * @param certain whether a provider took that message; otherwise it may come to nothing yet
 */
public record Disclosed(MessageId by, boolean certain) {}
