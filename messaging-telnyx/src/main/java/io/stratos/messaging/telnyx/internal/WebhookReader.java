package io.stratos.messaging.telnyx.internal;

import io.stratos.messaging.exception.MessagingException;
import io.stratos.messaging.spi.provider.WebhookReading;
import io.stratos.messaging.webhook.WebhookRequest;
import io.stratos.messaging.webhook.WebhookResponse;
import java.util.Optional;

/** Verifies a call of Telnyx's, and only then reads it. */
public final class WebhookReader {

    private final String account;
    private final Signatures signatures;

    /**
     * A reader for one account.
     *
     * @param account what senders call it
     * @param signatures knows its key
     */
    public WebhookReader(String account, Signatures signatures) {
        this.account = account;
        this.signatures = signatures;
    }

    /**
     * Reads a call.
     *
     * @param call the call as it came
     * @return what it reports, or why it is not to be trusted
     */
    public WebhookReading receive(WebhookRequest call) {
        if (!call.method().equals("POST")) {
            return new WebhookReading.Rejected(405, "method is not POST");
        }
        Optional<String> objection = signatures.objectionTo(call);
        if (objection.isPresent()) {
            return new WebhookReading.Rejected(403, objection.get());
        }
        try {
            return new WebhookReading.Verified(
                    account, EventReader.read(call.body()), new WebhookResponse(200, "application/json", "{}"));
        } catch (IllegalArgumentException | MessagingException malformed) {
            // Its text may quote what somebody wrote; the type is enough.
            return new WebhookReading.Rejected(
                    400, "signed but malformed: " + malformed.getClass().getSimpleName());
        }
    }
}
