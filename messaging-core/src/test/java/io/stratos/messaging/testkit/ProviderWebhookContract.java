package io.stratos.messaging.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.stratos.messaging.contact.Channel;
import io.stratos.messaging.message.Media;
import io.stratos.messaging.message.MessageStatus;
import io.stratos.messaging.spi.provider.ProviderEvent.DeliveryReceipt;
import io.stratos.messaging.spi.provider.ProviderEvent.InboundMessage;
import io.stratos.messaging.spi.provider.SendRequest;
import io.stratos.messaging.spi.provider.WebhookReading;
import io.stratos.messaging.webhook.WebhookRequest;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What {@code receive} owes the engine. */
abstract class ProviderWebhookContract extends ProviderPollContract {

    private static final long SEED = 20_261_120L;
    private static final int ROUNDS = 500;
    private static final String EVERY_SORT_OF_TEXT =
            "Grüße 👋🏽 & co.\nline two + 100% = \"all\" \\ of 'it' <b> ?a=b#c \u4F60\u597D";

    @Test
    @DisplayName("A signed text of a customer's is read with its sender, recipient, channel and exact words")
    void inbound_isReadExactly() {
        InboundMessage message =
                onlyEvent(far.inbound(far.recipient(), far.route().from(), EVERY_SORT_OF_TEXT), InboundMessage.class);

        assertThat(message.providerMessageId()).isNotBlank();
        assertThat(message.from()).isEqualTo(far.recipient());
        assertThat(message.to()).isEqualTo(far.route().from());
        assertThat(message.channel()).isEqualTo(Channel.SMS);
        assertThat(message.content().text()).isEqualTo(EVERY_SORT_OF_TEXT);
        assertThat(message.content().media()).isEmpty();
    }

    @Test
    @DisplayName("An inbound text with nothing in it is still a message")
    void inbound_empty_isRead() {
        InboundMessage message =
                onlyEvent(far.inbound(far.recipient(), far.route().from(), ""), InboundMessage.class);

        assertThat(message.content().text()).isEmpty();
    }

    @Test
    @DisplayName("Inbound media come in order, with address and type")
    void inboundMedia_areReadInOrder() {
        List<Media> media = List.of(
                Media.of(URI.create("https://media.example.com/one?sig=a%2Bb&x=1"), "image/jpeg"),
                Media.of(URI.create("https://media.example.com/two"), "video/mp4"),
                Media.of(URI.create("https://media.example.com/three.pdf"), "application/pdf"));

        InboundMessage message = onlyEvent(
                far.inboundWithMedia(far.recipient(), far.route().from(), "three", media), InboundMessage.class);

        assertThat(message.channel()).isEqualTo(Channel.MMS);
        assertThat(message.content().text()).isEqualTo("three");
        assertThat(message.content().media()).extracting(Media::url).containsExactlyElementsOf(urls(media));
        assertThat(message.content().media())
                .extracting(Media::contentType)
                .containsExactly("image/jpeg", "video/mp4", "application/pdf");
    }

    @Test
    @DisplayName("The answer to a verified call says success and carries no message")
    void verified_answersWithSuccessAndNoMessage() {
        WebhookReading.Verified verified =
                verified(far.inbound(far.recipient(), far.route().from(), "a very particular question"));

        assertThat(verified.account()).isEqualTo(far.route().account());
        assertThat(verified.response().status()).isBetween(200, 299);
        assertThat(verified.response().body())
                .doesNotContainIgnoringCase("<Message")
                .doesNotContain("particular");
    }

    @Test
    @DisplayName("The same call twice reads as the same message with the same id")
    void inbound_twice_hasTheSameId() {
        WebhookRequest call = far.inbound(far.recipient(), far.route().from(), "again");

        assertThat(onlyEvent(call, InboundMessage.class)).isEqualTo(onlyEvent(call, InboundMessage.class));
    }

    @Test
    @DisplayName("Two different texts have two different ids")
    void inbound_different_haveDifferentIds() {
        InboundMessage one = onlyEvent(far.inbound(far.recipient(), far.route().from(), "one"), InboundMessage.class);
        InboundMessage two = onlyEvent(far.inbound(far.recipient(), far.route().from(), "two"), InboundMessage.class);

        assertThat(one.providerMessageId()).isNotEqualTo(two.providerMessageId());
    }

    @Test
    @DisplayName("A receipt brings back the id of the message and the id of the attempt")
    void receipt_bringsTheAttemptBack() {
        SendRequest request = request("where is it?");
        String id = accepted(request);
        URI onTheWire = far.written().get(0).callbackUrl();
        assertThat(onTheWire).as("callback URL on the wire").isNotNull();

        DeliveryReceipt receipt = onlyEvent(far.receipt(id, onTheWire, MessageStatus.DELIVERED), DeliveryReceipt.class);

        assertThat(receipt.providerMessageId()).isEqualTo(id);
        assertThat(receipt.attempt()).isEqualTo(request.attempt());
        assertThat(receipt.status()).isEqualTo(MessageStatus.DELIVERED);
        assertThat(receipt.code()).isNull();
    }

    @Test
    @DisplayName("A receipt whose URL names no attempt, or nonsense for one, is read without an attempt")
    void receipt_withoutAttempt_isRead() {
        for (String query : List.of("", "?attempt=", "?attempt=nonsense", "?other=1&attempt=%ZZ")) {
            Optional<URI> url = uri("https://hooks.example.com/webhooks/x" + query);
            if (url.isPresent()) {
                DeliveryReceipt receipt =
                        onlyEvent(far.receipt("no-attempt", url.get(), MessageStatus.DELIVERED), DeliveryReceipt.class);
                assertThat(receipt.attempt()).as("attempt of '%s'", query).isNull();
            }
        }
    }

    @Test
    @DisplayName("Every status the provider has a word for is read as that status, and failures say a code")
    void receipts_ofEveryStatus_areRead() {
        assertThat(far.reportedStatuses()).contains(MessageStatus.SENT, MessageStatus.DELIVERED);
        assertThat(far.reportedStatuses()).anyMatch(MessageStatus::isFailure);
        for (MessageStatus status : far.reportedStatuses()) {
            DeliveryReceipt receipt = onlyEvent(
                    far.receipt("every-" + status, callbackFor(nextAttempt()), status), DeliveryReceipt.class);
            assertThat(receipt.status()).isEqualTo(status);
            if (status.isFailure()) {
                assertThat(receipt.code()).as("code of %s", status).isNotBlank();
            }
        }
    }

    @Test
    @DisplayName("An unsigned call is rejected with 403")
    void unsigned_isRejected() {
        assertRejected(far.unsigned(far.inbound(far.recipient(), far.route().from(), "STOP")), 403);
        assertRejected(far.unsigned(far.receipt("unsigned", callbackFor(nextAttempt()), MessageStatus.DELIVERED)), 403);
    }

    @Test
    @DisplayName("A call changed after it was signed is rejected with 403")
    void tampered_isRejected() {
        assertRejected(far.tampered(far.inbound(far.recipient(), far.route().from(), "STOP")), 403);
        assertRejected(far.tampered(far.receipt("tampered", callbackFor(nextAttempt()), MessageStatus.DELIVERED)), 403);
    }

    @Test
    @DisplayName("A call moved to another URL is rejected with 403, where signatures cover the URL")
    void movedToAnotherUrl_isRejected() {
        assumeTrue(far.signsUrl(), "signatures of this provider do not cover the URL");
        WebhookRequest call = far.receipt("moved", callbackFor(nextAttempt()), MessageStatus.DELIVERED);

        assertRejected(call.at("https://elsewhere.example.net"), 403);
        assertRejected(
                WebhookRequest.of(call.method(), callbackFor(nextAttempt()).toString(), call.headers(), call.body()),
                403);
    }

    @Test
    @DisplayName("Another method is rejected with 403 or 405")
    void foreignMethod_isRejected() {
        WebhookRequest call = far.inbound(far.recipient(), far.route().from(), "STOP");

        assertRejected(WebhookRequest.of("DELETE", call.url(), call.headers(), call.body()), 403, 405);
        assertRejected(WebhookRequest.of("PUT", call.url(), call.headers(), call.body()), 403, 405);
    }

    @Test
    @DisplayName("A call without headers or body is rejected with 403")
    void nothing_isRejected() {
        assertRejected(WebhookRequest.of("POST", "https://hooks.example.com/", Map.of(), new byte[0]), 403);
    }

    @Test
    @DisplayName("Whatever bytes a stranger sends, nothing is thrown and nothing is believed")
    void garbageOfStrangers_isRejected() {
        Random random = new Random(SEED);
        WebhookRequest real = far.inbound(far.recipient(), far.route().from(), "real");
        for (int round = 0; round < ROUNDS; round++) {
            byte[] body = randomBytes(random);
            WebhookReading reading =
                    far.provider().receive(WebhookRequest.of("POST", real.url(), real.headers(), body));
            assertThat(reading)
                    .as("seed %d, round %d", SEED, round)
                    .isInstanceOfSatisfying(
                            WebhookReading.Rejected.class,
                            rejected -> assertThat(rejected.status()).isIn(400, 403));
        }
    }

    @Test
    @DisplayName("Whatever bytes come with a right signature, nothing is thrown")
    void signedGarbage_throwsNothing() {
        assumeTrue(far.signed(new byte[0]).isPresent(), "this harness cannot sign any body");
        Random random = new Random(SEED);
        byte[] real = far.inbound(far.recipient(), far.route().from(), "real \uD83D\uDC4B words")
                .body();
        for (int round = 0; round < ROUNDS; round++) {
            byte[] body = round % 2 == 0 ? randomBytes(random) : damaged(real, random);
            WebhookRequest call = far.signed(body).orElseThrow();
            assertThatCode(() -> {
                        WebhookReading reading = far.provider().receive(call);
                        if (reading instanceof WebhookReading.Rejected rejected) {
                            assertThat(rejected.status()).isEqualTo(400);
                        }
                    })
                    .as("seed %d, round %d", SEED, round)
                    .doesNotThrowAnyException();
        }
    }

    private void assertRejected(WebhookRequest call, Integer... statuses) {
        WebhookReading reading = far.provider().receive(call);
        assertThat(reading).as("reading of %s", call).isInstanceOf(WebhookReading.Rejected.class);
        WebhookReading.Rejected rejected = (WebhookReading.Rejected) reading;
        assertThat(rejected.status()).isIn((Object[]) statuses);
        assertThat(rejected.reason()).isNotBlank();
        far.secrets().forEach(secret -> assertThat(rejected.reason()).doesNotContain(secret));
    }

    private static List<URI> urls(List<Media> media) {
        return media.stream().map(Media::url).toList();
    }

    private static Optional<URI> uri(String text) {
        try {
            return Optional.of(URI.create(text));
        } catch (IllegalArgumentException notAUri) {
            return Optional.empty();
        }
    }

    private static byte[] randomBytes(Random random) {
        byte[] bytes = new byte[random.nextInt(600)];
        random.nextBytes(bytes);
        return bytes;
    }

    private static byte[] damaged(byte[] real, Random random) {
        byte[] bytes = real.clone();
        for (int i = random.nextInt(4); i >= 0 && bytes.length > 0; i--) {
            bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
        }
        return bytes;
    }
}
