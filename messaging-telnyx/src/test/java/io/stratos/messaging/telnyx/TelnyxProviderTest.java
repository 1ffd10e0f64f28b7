package io.stratos.messaging.telnyx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.stratos.messaging.consent.Keyword;
import io.stratos.messaging.contact.Channel;
import io.stratos.messaging.contact.PhoneNumber;
import io.stratos.messaging.delivery.Outcome;
import io.stratos.messaging.delivery.Refusal;
import io.stratos.messaging.id.AttemptId;
import io.stratos.messaging.message.Content;
import io.stratos.messaging.message.Media;
import io.stratos.messaging.message.MessageStatus;
import io.stratos.messaging.routing.Route;
import io.stratos.messaging.spi.provider.ProviderEvent;
import io.stratos.messaging.spi.provider.ProviderEvent.DeliveryReceipt;
import io.stratos.messaging.spi.provider.ProviderEvent.InboundMessage;
import io.stratos.messaging.spi.provider.SendRequest;
import io.stratos.messaging.spi.provider.WebhookReading;
import io.stratos.messaging.testkit.MessageProviderContract;
import io.stratos.messaging.testkit.ProviderHarness;
import io.stratos.messaging.webhook.WebhookRequest;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TelnyxProviderTest extends MessageProviderContract {

    private static final AttemptId ATTEMPT = new AttemptId(new UUID(0x0199_0000_0000_7000L, Long.MIN_VALUE | 77));
    private static final URI CALLBACK = URI.create("https://hooks.example.com/webhooks/telnyx?x=1&attempt=" + ATTEMPT);

    private final TelnyxHarness telnyx = new TelnyxHarness();

    @Override
    protected ProviderHarness harness() {
        return telnyx;
    }

    @AfterEach
    void closeTelnyx() {
        telnyx.close();
    }

    @Test
    void body_ofAText_holdsWhatIsNeededAndNoMore() {
        telnyx.provider().send(request(Content.text("hello"), null, CALLBACK));

        JsonNode body = telnyx.bodies.element();
        assertThat(body.properties())
                .extracting(field -> field.getKey() + "=" + field.getValue())
                .containsExactlyInAnyOrder(
                        "from=\"+14155550100\"",
                        "to=\"+14155550123\"",
                        "text=\"hello\"",
                        "webhook_url=\"" + CALLBACK + "\"",
                        "use_profile_webhooks=false");
        assertThat(telnyx.requestHeaders.element().get("Authorization"))
                .containsExactly("Bearer " + TelnyxHarness.API_KEY);
    }

    @Test
    void body_throughAPool_namesTheProfile_andWithoutCallbackLeavesTheProfilesWebhooks() {
        Content picture =
                Content.empty().withMedia(Media.of(URI.create("https://media.example.com/1.jpg"), "image/jpeg"));
        telnyx.provider().send(request(picture, "profile-1", null));

        assertThat(telnyx.bodies.element().properties())
                .extracting(field -> field.getKey() + "=" + field.getValue())
                .containsExactlyInAnyOrder(
                        "from=\"+14155550100\"",
                        "to=\"+14155550123\"",
                        "media_urls=[\"https://media.example.com/1.jpg\"]",
                        "messaging_profile_id=\"profile-1\"");
    }

    @Test
    void send_byAnotherAccountsRoute_writesNothing() {
        SendRequest ours = request(Content.text("hello"), null, null);
        Outcome outcome = telnyx.provider()
                .send(new SendRequest(
                        ours.attempt(),
                        new Route("telnyx", "somebody-else", ours.route().from(), null),
                        ours.to(),
                        ours.channel(),
                        ours.content(),
                        null,
                        ours.bounds()));

        assertThat(outcome)
                .isInstanceOfSatisfying(
                        Outcome.Refused.class,
                        refused -> assertThat(refused.refusal()).isEqualTo(Refusal.ACCOUNT));
        assertThat(telnyx.requestsOnTheWire()).isZero();
    }

    @Test
    void refusal_masksTheNumbersTelnyxQuotes() {
        telnyx.answerNext(ProviderHarness.Answer.REFUSE_OPT_OUT);
        Outcome outcome = telnyx.provider().send(request(Content.text("hello"), null, CALLBACK));

        assertThat(outcome.toString()).contains("40300", "STOP").doesNotContain("4155550123");
    }

    @Test
    void receive_keywordThatTelnyxHandled_comesWithTheMessage() {
        ObjectNode payload = TelnyxHarness.payload(
                        "in", telnyx.recipient(), telnyx.route().from(), "delivered")
                .put("text", "Stop!")
                .put("autoresponse_type", "STOP");

        assertThat(event(telnyx.event("message.received", payload), InboundMessage.class)
                        .keyword())
                .hasValue(Keyword.STOP);
        payload.put("autoresponse_type", "POLKA");
        assertThat(event(telnyx.event("message.received", payload), InboundMessage.class)
                        .keyword())
                .isEmpty();
    }

    @Test
    void receive_everyWordOfTelnyx_hasItsStatus() {
        assertThat(List.of("sent", "delivered", "sending_failed", "delivery_failed", "delivery_unconfirmed", "expired"))
                .extracting(word -> event(telnyx.receipt("m", CALLBACK, word), DeliveryReceipt.class)
                        .status())
                .containsExactly(
                        MessageStatus.SENT,
                        MessageStatus.DELIVERED,
                        MessageStatus.FAILED,
                        MessageStatus.UNDELIVERED,
                        MessageStatus.SENT,
                        MessageStatus.UNDELIVERED);
        assertThat(verified(telnyx.receipt("m", CALLBACK, "webhook_delivered")).events())
                .isEmpty();
    }

    @Test
    void receive_failure_bringsCodeTitleAndAttempt() {
        assertThat(event(telnyx.receipt("m", CALLBACK, "delivery_failed"), DeliveryReceipt.class))
                .isEqualTo(new DeliveryReceipt("m", ATTEMPT, MessageStatus.UNDELIVERED, "40001", "Not routable"));
    }

    @Test
    void receive_eventsOfOtherSorts_areVerifiedAndEmpty() {
        ObjectNode payload =
                TelnyxHarness.payload("m", telnyx.recipient(), telnyx.route().from(), "delivered");

        assertThat(verified(telnyx.event("number_order.complete", payload)).events())
                .isEmpty();
    }

    @Test
    void receive_signedButMalformed_is400() {
        for (String body : List.of(
                "",
                "[]",
                "null",
                "{}",
                "{\"data\":{}}",
                "{\"data\":{\"event_type\":\"message.received\"}}",
                "{\"data\":{\"event_type\":\"message.sent\",\"payload\":{\"to\":[{\"status\":\"sent\"}]}}}",
                "[".repeat(5_000))) {
            WebhookReading reading = telnyx.provider()
                    .receive(
                            telnyx.signed(body.getBytes(StandardCharsets.UTF_8)).orElseThrow());
            assertThat(reading)
                    .as(body)
                    .isInstanceOfSatisfying(
                            WebhookReading.Rejected.class,
                            rejected -> assertThat(rejected.status()).isEqualTo(400));
        }
    }

    @Test
    void receive_afterFiveMinutes_isStale() {
        WebhookRequest call = telnyx.inbound(telnyx.recipient(), telnyx.route().from(), "hello");
        telnyx.clock().advance(Duration.ofMinutes(5));
        assertThat(telnyx.provider().receive(call)).isInstanceOf(WebhookReading.Verified.class);
        telnyx.clock().advance(Duration.ofSeconds(1));

        assertThat(telnyx.provider().receive(call)).isInstanceOf(WebhookReading.Rejected.class);
    }

    @Test
    void builder_failsOnTheWrongLine() {
        String key = new TestKey().publicBase64();
        assertThatIllegalArgumentException().isThrownBy(() -> TelnyxProvider.builder(" ", key));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TelnyxProvider.builder("KEY\nX: y", key))
                .withMessageNotContaining("X: y");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TelnyxProvider.create("KEY", "dGVzdA=="))
                .withMessageContaining("dGVzdA==");
        TelnyxProvider.Builder builder = TelnyxProvider.builder("KEY", key);
        for (String url :
                List.of("http://api.telnyx.com/v2", "v2", "ftp://localhost/v2", "https://u:p@host/v2", "http:v2")) {
            assertThatIllegalArgumentException().isThrownBy(() -> builder.baseUrl(URI.create(url)));
        }
    }

    private SendRequest request(Content content, @Nullable String pool, @Nullable URI callback) {
        return new SendRequest(
                ATTEMPT,
                new Route("telnyx", "telnyx", PhoneNumber.of("+14155550100"), pool),
                PhoneNumber.of("+14155550123"),
                content.media().isEmpty() ? Channel.SMS : Channel.MMS,
                content,
                callback,
                new SendRequest.Bounds(Duration.ofSeconds(20), Duration.ofSeconds(20), null));
    }

    private WebhookReading.Verified verified(WebhookRequest call) {
        return (WebhookReading.Verified) telnyx.provider().receive(call);
    }

    private <E extends ProviderEvent> E event(WebhookRequest call, Class<E> type) {
        return type.cast(verified(call).events().get(0));
    }
}
