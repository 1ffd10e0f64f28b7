package io.stratos.messaging.jdbc;

import io.stratos.messaging.contact.Address;
import io.stratos.messaging.contact.Channel;
import io.stratos.messaging.delivery.Outcome;
import io.stratos.messaging.id.AttemptId;
import io.stratos.messaging.message.Content;
import io.stratos.messaging.message.MessageStatus;
import io.stratos.messaging.spi.http.Deadline;
import io.stratos.messaging.spi.http.HttpCall;
import io.stratos.messaging.spi.http.OneRequest;
import io.stratos.messaging.spi.http.Reply;
import io.stratos.messaging.spi.provider.LookupRequest;
import io.stratos.messaging.spi.provider.LookupResult;
import io.stratos.messaging.spi.provider.MessageProvider;
import io.stratos.messaging.spi.provider.ProviderCapabilities;
import io.stratos.messaging.spi.provider.ProviderCapabilities.Feature;
import io.stratos.messaging.spi.provider.ProviderEvent;
import io.stratos.messaging.spi.provider.SendRequest;
import io.stratos.messaging.spi.provider.WebhookReading;
import io.stratos.messaging.webhook.WebhookRequest;
import io.stratos.messaging.webhook.WebhookResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;

/** Sends to a {@link JournalServer} with the client that real providers use. */
final class JournalProvider implements MessageProvider {

    static final String NAME = "journal";
    static final String ACCOUNT = "j";

    private static final String KEY_HEADER = "X-Journal-Key";
    private static final String KEY = "not a secret";
    private static final Duration LOOK_PATIENCE = Duration.ofSeconds(3);
    private static final String ATTEMPT = "attempt=";

    private final String url;
    private final OneRequest http = OneRequest.create("chaos");
    private final Duration longestOpening;

    JournalProvider(int port) {
        this(port, Duration.ZERO);
    }

    /** With connections that take up to so long to open, so that a freeze can fall between intent and request. */
    JournalProvider(int port, Duration longestOpening) {
        this.url = "http://127.0.0.1:" + port;
        this.longestOpening = longestOpening;
    }

    /** A call as the journal makes it, to the path and query of the given URL. */
    static WebhookRequest call(String callbackUrl, String body) {
        return WebhookRequest.of(
                "POST", callbackUrl, Map.of(KEY_HEADER, List.of(KEY)), body.getBytes(StandardCharsets.UTF_8));
    }

    static String receipt(String providerMessageId, MessageStatus status) {
        return "RECEIPT\t" + providerMessageId + "\t" + status;
    }

    static String inbound(String providerMessageId, String from, String to, String text) {
        return "INBOUND\t" + providerMessageId + "\t" + from + "\t" + to + "\t" + text;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public ProviderCapabilities capabilities() {
        return new ProviderCapabilities(
                Set.of(Channel.SMS),
                1600,
                0,
                0,
                Duration.ZERO,
                Set.of(Feature.LOOK_UP, Feature.LOOK_UP_PROVES_ABSENCE, Feature.ANSWERS_KEYWORDS));
    }

    @Override
    public Outcome send(SendRequest request) {
        Deadline deadline = Deadline.of(request.bounds());
        LockSupport.parkNanos(
                (long) (longestOpening.toNanos() * ThreadLocalRandom.current().nextDouble()));
        String callback = request.callback().map(Object::toString).orElse("");
        String body =
                request.attempt() + "\n" + callback + "\n" + request.content().text();
        Reply reply =
                http.send(HttpCall.post(url + "/send", "text/plain", body.getBytes(StandardCharsets.UTF_8)), deadline);
        if (reply instanceof Reply.Unwritten unwritten) {
            return new Outcome.NotSent(unwritten.reason(), null);
        }
        if (reply instanceof Reply.Answer answer) {
            if (answer.status() == 200 && answer.body() != null) {
                return new Outcome.Accepted(answer.body());
            }
            return answer.status() == 429
                    ? new Outcome.NotSent("busy", answer.retryAfter().orElse(null))
                    : new Outcome.InDoubt("answered " + answer.status());
        }
        return new Outcome.InDoubt(((Reply.Unanswered) reply).reason());
    }

    @Override
    public LookupResult lookUp(LookupRequest request) {
        Reply reply = http.send(
                HttpCall.get(url + "/find?attempt=" + request.attempt().id()), Deadline.within(LOOK_PATIENCE));
        if (reply instanceof Reply.Answer answer) {
            if (answer.status() == 200 && answer.body() != null) {
                return new LookupResult.Found(answer.body(), MessageStatus.SENT);
            }
            if (answer.status() == 404) {
                return new LookupResult.Absent("the journal has no such attempt");
            }
        }
        return LookupResult.unknown(reply.toString());
    }

    @Override
    public WebhookReading receive(WebhookRequest request) {
        if (!request.header(KEY_HEADER).orElse("").equals(KEY)) {
            return new WebhookReading.Rejected(403, "not the journal");
        }
        String[] fields = new String(request.body(), StandardCharsets.UTF_8).split("\t", -1);
        ProviderEvent event = fields[0].equals("RECEIPT")
                ? new ProviderEvent.DeliveryReceipt(
                        fields[1], attempt(request), MessageStatus.valueOf(fields[2]), null, null)
                : new ProviderEvent.InboundMessage(
                        fields[1],
                        Address.parse(fields[2]),
                        Address.parse(fields[3]),
                        Channel.SMS,
                        Content.text(fields[4]),
                        null);
        return new WebhookReading.Verified(ACCOUNT, List.of(event), WebhookResponse.text(200, "stored"));
    }

    private static AttemptId attempt(WebhookRequest request) {
        return AttemptId.of(request.rawQuery().substring(request.rawQuery().indexOf(ATTEMPT) + ATTEMPT.length()));
    }

    @Override
    public void close() {
        http.close();
    }
}
