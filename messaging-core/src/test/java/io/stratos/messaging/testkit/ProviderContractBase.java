package io.stratos.messaging.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.stratos.messaging.contact.Channel;
import io.stratos.messaging.delivery.Outcome;
import io.stratos.messaging.id.AttemptId;
import io.stratos.messaging.message.Content;
import io.stratos.messaging.spi.provider.ProviderEvent;
import io.stratos.messaging.spi.provider.SendRequest;
import io.stratos.messaging.spi.provider.WebhookReading;
import io.stratos.messaging.webhook.WebhookRequest;
import java.net.URI;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** What the parts of the provider contract share: one harness for each test, and short words for common steps. */
abstract class ProviderContractBase {

    static final Duration PATIENT = Duration.ofSeconds(20);
    static final Duration HASTY = Duration.ofMillis(400);

    private static final long UUID_V7 = 0x0199_0000_0000_7000L;
    private static final long UUID_VARIANT = 0x8000_0000_0000_0000L;

    private final AtomicLong attempts = new AtomicLong();

    @SuppressWarnings("NullAway.Init")
    ProviderHarness far;

    /** A new harness; called once before each test. */
    protected abstract ProviderHarness harness();

    @BeforeEach
    final void openHarness() {
        far = harness();
    }

    @AfterEach
    final void closeHarness() {
        far.close();
    }

    final AttemptId nextAttempt() {
        return new AttemptId(new UUID(UUID_V7, UUID_VARIANT | attempts.incrementAndGet()));
    }

    final SendRequest request(Content content, Duration deadline) {
        return request(content, new SendRequest.Bounds(deadline, deadline, null));
    }

    final SendRequest request(Content content, SendRequest.Bounds bounds) {
        AttemptId attempt = nextAttempt();
        return new SendRequest(
                attempt,
                far.route(),
                far.recipient(),
                content.media().isEmpty() ? Channel.SMS : Channel.MMS,
                content,
                callbackFor(attempt),
                bounds);
    }

    final SendRequest request(String text) {
        return request(Content.text(text), PATIENT);
    }

    final URI callbackFor(AttemptId attempt) {
        return URI.create("https://hooks.example.com/webhooks/" + far.provider().name() + "?attempt=" + attempt);
    }

    final String accepted(SendRequest request) {
        Outcome outcome = far.provider().send(request);
        assertThat(outcome).isInstanceOf(Outcome.Accepted.class);
        return ((Outcome.Accepted) outcome).providerMessageId();
    }

    final WebhookReading.Verified verified(WebhookRequest call) {
        WebhookReading reading = far.provider().receive(call);
        assertThat(reading).as("reading of %s", call).isInstanceOf(WebhookReading.Verified.class);
        return (WebhookReading.Verified) reading;
    }

    final <E extends ProviderEvent> E onlyEvent(WebhookRequest call, Class<E> type) {
        WebhookReading.Verified verified = verified(call);
        assertThat(verified.events()).hasSize(1).first().isInstanceOf(type);
        return type.cast(verified.events().get(0));
    }
}
