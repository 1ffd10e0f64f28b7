package io.stratos.messaging;

import io.stratos.messaging.internal.inbound.WebhookDesk;
import io.stratos.messaging.webhook.WebhookRequest;
import io.stratos.messaging.webhook.WebhookResponse;

/** Where a host hands in what providers call with. Safe for use by many threads. */
public final class Webhooks {

    private final WebhookDesk desk;

    Webhooks(WebhookDesk desk) {
        this.desk = desk;
    }

    /**
     * Verifies, stores and answers one call. Everything it reports is stored, and a STOP is in force, when this returns.
     *
     * <p>A STOP is answered only after the requests to that contact that were on their way, on any node, were answered by
     * their providers, or after a second, whichever comes first. Anything else waits for nothing but the store.
     *
     * <p>Never throws for what a stranger can send: an unsigned or stale call is answered 403, a malformed one 400, an
     * unknown provider or number 404, and one that could not be stored 503. The answer never carries a message: a reply
     * goes through the gate like any other.
     *
     * @param provider whose endpoint was called, such as {@code "twilio"}
     * @param request the call, its body and URL as they came
     * @return what to answer
     */
    public WebhookResponse handle(String provider, WebhookRequest request) {
        return desk.handle(provider, request);
    }
}
