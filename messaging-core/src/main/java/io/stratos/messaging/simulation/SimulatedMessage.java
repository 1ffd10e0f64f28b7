package io.stratos.messaging.simulation;

import io.stratos.messaging.contact.Address;
import io.stratos.messaging.id.AttemptId;
import io.stratos.messaging.message.Content;
import java.net.URI;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A message the simulated provider has, whether or not the caller was told.
 *
 * <p>Immutable and safe for use by many threads.
 *
 * @param providerMessageId the id the provider gave it: {@code SIM-1}, {@code SIM-2} and so on in order of arrival
 * @param attempt the attempt it came with
 * @param from the sender
 * @param to the recipient
 * @param content the text and media
 * @param callbackUrl where its receipts go; null if the request named no URL
 * @param at when it arrived, by the provider's clock
 */
public record SimulatedMessage(
        String providerMessageId,
        AttemptId attempt,
        Address from,
        Address to,
        Content content,
        @Nullable URI callbackUrl,
        Instant at) {

    /** {@return the text; empty where there was none} */
    public String text() {
        return content.text();
    }

    /** {@return the id, the recipient masked and sizes: what people write does not belong in a log} */
    @Override
    public String toString() {
        return "SimulatedMessage[" + providerMessageId + " to " + to.masked() + ", " + content + ", " + at + "]";
    }
}
