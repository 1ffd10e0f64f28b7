package io.stratos.messaging.spi.provider;

import io.stratos.messaging.contact.Address;
import io.stratos.messaging.contact.Channel;
import io.stratos.messaging.id.AttemptId;
import io.stratos.messaging.message.Content;
import io.stratos.messaging.routing.Route;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One dispatch unit to write to a provider.
 *
 * @param attempt our id of this attempt; send it as the idempotency key where the provider knows one (see
 *     {@link ProviderCapabilities#keyWindow()})
 * @param route account and sender; the provider finds the account's secrets itself
 * @param to the recipient
 * @param channel what carries it
 * @param content the text and media of this unit, within the declared limits
 * @param callbackUrl where receipts shall go; holds the attempt id; null if the engine has no public URL
 * @param bounds how long it may take and live
 */
public record SendRequest(
        AttemptId attempt,
        Route route,
        Address to,
        Channel channel,
        Content content,
        @Nullable URI callbackUrl,
        Bounds bounds) {

    /**
     * How long a request may take and its message live.
     *
     * @param deadline from the call of {@code send} to its return
     * @param writeWithin from the call of {@code send} to the first byte of the request: a connection that opens later
     *     must not be written to, and the outcome is {@code NotSent}. An opt-out may have been answered meanwhile
     * @param validity how long the provider may keep trying; null if that does not matter
     */
    public record Bounds(
            Duration deadline,
            Duration writeWithin,
            @Nullable Duration validity) {}

    /** {@return from the call of {@code send} to its return} */
    public Duration deadline() {
        return bounds.deadline();
    }

    /** {@return how long the provider may keep trying, if that matters} */
    public Optional<Duration> validity() {
        return Optional.ofNullable(bounds.validity());
    }

    /** {@return where receipts shall go, if anywhere} */
    public Optional<URI> callback() {
        return Optional.ofNullable(callbackUrl);
    }
}
