package io.stratos.messaging.spi.provider;

import io.stratos.messaging.contact.Address;
import io.stratos.messaging.delivery.Attempt;
import io.stratos.messaging.message.Content;

/**
 * An attempt whose fate is unknown.
 *
 * @param attempt its id, route and when it began, by the store's clock
 * @param to the recipient
 * @param content the text and media of the unit
 */
public record LookupRequest(Attempt attempt, Address to, Content content) {}
