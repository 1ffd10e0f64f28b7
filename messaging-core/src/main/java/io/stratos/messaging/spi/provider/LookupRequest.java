package io.stratos.messaging.spi.provider;

import io.stratos.messaging.contact.Address;
import io.stratos.messaging.delivery.Attempt;
import io.stratos.messaging.message.Content;
import java.util.function.Predicate;

/**
 * An attempt whose fate is unknown.
 *
 * @param attempt its id, route and when it began, by the store's clock
 * @param to the recipient
 * @param content the text and media of the unit
 * @param isAnothers whether a provider's message id is known to belong to another attempt; such a message is not the one
 *     looked for, however alike it is. Asks the store: ask it about likely matches only
 */
public record LookupRequest(Attempt attempt, Address to, Content content, Predicate<String> isAnothers) {

    /**
     * An attempt to one recipient, where nothing is known of others.
     *
     * @param attempt its id, route and when it began
     * @param to the recipient
     * @param content the text and media of the unit
     */
    public LookupRequest(Attempt attempt, Address to, Content content) {
        this(attempt, to, content, id -> false);
    }
}
