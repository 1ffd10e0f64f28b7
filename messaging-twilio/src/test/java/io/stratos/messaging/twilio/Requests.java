package io.stratos.messaging.twilio;

import io.stratos.messaging.contact.Address;
import io.stratos.messaging.contact.Channel;
import io.stratos.messaging.id.AttemptId;
import io.stratos.messaging.message.Content;
import io.stratos.messaging.routing.Route;
import io.stratos.messaging.spi.provider.SendRequest;
import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Requests the tests send. */
final class Requests {

    static final String ACCOUNT = "AC" + "0123456789abcdef".repeat(2);
    static final String SERVICE = "MG" + "0123456789abcdef".repeat(2);
    static final String TOKEN = "token-of-the-tests";
    static final String FROM = "+15005550006";
    static final String TO = "+14155552671";
    static final AttemptId ATTEMPT = AttemptId.of("01998b3e-7d2c-7a31-9c55-0f2e6f1a0b77");
    static final URI CALLBACK = URI.create("https://hooks.example.com/webhooks/twilio?attempt=" + ATTEMPT);
    static final Duration PATIENT = Duration.ofSeconds(20);

    private Requests() {}

    static SendRequest text(String text) {
        return request(Content.text(text), FROM, null, PATIENT, null);
    }

    static SendRequest within(Duration deadline) {
        return request(Content.text("hello"), FROM, null, deadline, null);
    }

    static SendRequest request(
            Content content, String from, @Nullable String pool, Duration deadline, @Nullable Duration validity) {
        return new SendRequest(
                ATTEMPT,
                new Route("twilio", ACCOUNT, Address.parse(from), pool),
                Address.parse(TO),
                content.media().isEmpty() ? Channel.SMS : Channel.MMS,
                content,
                CALLBACK,
                new SendRequest.Bounds(deadline, deadline, validity));
    }
}
