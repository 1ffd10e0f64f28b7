package io.stratos.messaging.examples;

import io.stratos.messaging.MessagingEngine;
import io.stratos.messaging.Tenant;
import io.stratos.messaging.id.ConversationId;
import io.stratos.messaging.simulation.SimulatedProvider;
import io.stratos.messaging.webhook.WebhookRequest;
import io.stratos.messaging.webhook.WebhookResponse;

/** A customer's phone and the network behind it, played by the simulated provider. */
record SimulatedPhone(String number, String business, SimulatedProvider provider, MessagingEngine engine) {

    private static final int MOST = 100;
    private static final int OK = 200;

    /** The customer writes; the provider calls the host's webhook. */
    void texts(String text) {
        call(provider.inbound(number, business, text));
    }

    /** Carries receipts back until every message has come as far as it will. */
    void receives(Tenant tenant, ConversationId conversation) {
        Patience.until("every message has arrived", () -> {
            provider.drainCallbacks().forEach(this::call);
            return tenant.conversations().history(conversation, MOST).stream()
                    .allMatch(message -> message.status().isTerminal());
        });
    }

    private void call(WebhookRequest request) {
        WebhookResponse answer = engine.webhooks().handle(provider.name(), request);
        if (answer.status() != OK) {
            throw new IllegalStateException(request + " was answered " + answer.status());
        }
    }
}
