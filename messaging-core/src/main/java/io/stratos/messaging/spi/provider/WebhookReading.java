package io.stratos.messaging.spi.provider;

import io.stratos.messaging.webhook.WebhookResponse;
import java.util.List;

/** What a provider made of a call to the webhook endpoint. */
public sealed interface WebhookReading {

    /**
     * Signed by the provider, well-formed.
     *
     * @param account the provider's id of the account that called
     * @param events what it reports, in order; may be empty
     * @param response what to answer once the events are stored; never carries a message
     */
    record Verified(String account, List<ProviderEvent> events, WebhookResponse response) implements WebhookReading {

        /** Copies the list. */
        public Verified {
            events = List.copyOf(events);
        }
    }

    /**
     * Not to be trusted, or not to be understood. Nothing of it is stored.
     *
     * @param status what to answer: 403 for a missing, wrong or stale signature, 400 for a malformed but signed call,
     *     405 for another method
     * @param reason for the audit log, not for the answer; quotes no secret and no signature
     */
    record Rejected(int status, String reason) implements WebhookReading {}
}
