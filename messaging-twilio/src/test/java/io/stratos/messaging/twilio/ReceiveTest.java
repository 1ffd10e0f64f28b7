package io.stratos.messaging.twilio;

import static org.assertj.core.api.Assertions.assertThat;

import io.stratos.messaging.consent.Keyword;
import io.stratos.messaging.contact.Address;
import io.stratos.messaging.contact.Channel;
import io.stratos.messaging.message.Content;
import io.stratos.messaging.message.Media;
import io.stratos.messaging.message.MessageStatus;
import io.stratos.messaging.spi.provider.ProviderEvent;
import io.stratos.messaging.spi.provider.ProviderEvent.DeliveryReceipt;
import io.stratos.messaging.spi.provider.ProviderEvent.InboundMessage;
import io.stratos.messaging.spi.provider.WebhookReading;
import io.stratos.messaging.spi.provider.WebhookReading.Rejected;
import io.stratos.messaging.spi.provider.WebhookReading.Verified;
import io.stratos.messaging.webhook.WebhookRequest;
import io.stratos.messaging.webhook.WebhookResponse;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReceiveTest {

    private static final String URL = "https://hooks.example.com/webhooks/twilio";
    private static final TwilioProvider PROVIDER = TwilioProvider.create(Requests.ACCOUNT, Requests.TOKEN);

    private static Map<String, String> inbound(String... more) {
        return with(
                Map.of(
                        "MessageSid", OneRequestServer.SID,
                        "AccountSid", Requests.ACCOUNT,
                        "From", Requests.TO,
                        "To", Requests.FROM,
                        "Body", "hello",
                        "NumMedia", "0",
                        "SmsStatus", "received"),
                more);
    }

    private static Map<String, String> receipt(String status, String... more) {
        return with(
                Map.of(
                        "MessageSid", OneRequestServer.SID,
                        "AccountSid", Requests.ACCOUNT,
                        "From", Requests.FROM,
                        "To", Requests.TO,
                        "MessageStatus", status,
                        "SmsStatus", status),
                more);
    }

    private static Map<String, String> with(Map<String, String> base, String... more) {
        Map<String, String> all = new TreeMap<>(base);
        for (int i = 0; i < more.length; i += 2) {
            all.put(more[i], more[i + 1]);
        }
        return all;
    }

    private static <E extends ProviderEvent> E event(String url, Map<String, String> params, Class<E> type) {
        WebhookReading reading = PROVIDER.receive(Calls.form(url, params));
        assertThat(reading).isInstanceOf(Verified.class);
        assertThat(((Verified) reading).events()).hasSize(1);
        return type.cast(((Verified) reading).events().get(0));
    }

    @Test
    void text_isRead() {
        assertThat(event(URL, inbound("FromCity", "X", "AddOns", "{}", "Body", "a\n👋 b"), InboundMessage.class))
                .isEqualTo(new InboundMessage(
                        OneRequestServer.SID,
                        Address.parse(Requests.TO),
                        Address.parse(Requests.FROM),
                        Channel.SMS,
                        Content.text("a\n👋 b"),
                        null));
    }

    @Test
    void media_areReadInOrder() {
        Map<String, String> params = inbound(
                "Body",
                "",
                "NumMedia",
                "3",
                "MediaUrl0",
                "https://api.twilio.com/m/0",
                "MediaContentType0",
                "image/JPEG",
                "MediaUrl1",
                "https://api.twilio.com/m/1",
                "MediaContentType1",
                "text/vcard; charset=utf-8",
                "MediaUrl2",
                "https://api.twilio.com/m/2");

        InboundMessage message = event(URL, params, InboundMessage.class);

        assertThat(message.channel()).isEqualTo(Channel.MMS);
        assertThat(message.content().media())
                .containsExactly(
                        Media.of(URI.create("https://api.twilio.com/m/0"), "image/jpeg"),
                        Media.of(URI.create("https://api.twilio.com/m/1"), "text/vcard"),
                        Media.of(URI.create("https://api.twilio.com/m/2"), "application/octet-stream"));
    }

    @Test
    void mediaWithoutABody_areRead() {
        Map<String, String> params = inbound("NumMedia", "1", "MediaUrl0", "https://api.twilio.com/m/0");
        params.remove("Body");

        assertThat(event(URL, params, InboundMessage.class).content().text()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"STOP, STOP", "START, START", "HELP, HELP", "stop, STOP", "OTHER,", "'',"})
    void keywordThatTwilioActedUpon_isRead(String optOutType, Keyword keyword) {
        assertThat(event(URL, inbound("OptOutType", optOutType), InboundMessage.class)
                        .keyword())
                .isEqualTo(Optional.ofNullable(keyword));
    }

    @ParameterizedTest
    @CsvSource({"12345, 12345", "+14155552671, +14155552671", "'ACME & Co', 'ACME & Co'"})
    void sender_mayBeAShortCodeOrAName(String from, String expected) {
        assertThat(event(URL, inbound("From", from), InboundMessage.class)
                        .from()
                        .value())
                .isEqualTo(expected);
    }

    @Test
    void whatsApp_isAChannelNotAPartOfTheNumber() {
        InboundMessage message = event(
                URL,
                inbound("From", "whatsapp:" + Requests.TO, "To", "whatsapp:" + Requests.FROM),
                InboundMessage.class);

        assertThat(message.channel()).isEqualTo(Channel.WHATSAPP);
        assertThat(message.from()).isEqualTo(Address.parse(Requests.TO));
        assertThat(message.to()).isEqualTo(Address.parse(Requests.FROM));
    }

    @Test
    void getCall_isReadFromItsQuery() {
        assertThat(PROVIDER.receive(Calls.get(URL, inbound("Body", "by GET & more"))))
                .isInstanceOfSatisfying(
                        Verified.class,
                        verified -> assertThat(verified.events())
                                .singleElement()
                                .isInstanceOfSatisfying(
                                        InboundMessage.class,
                                        message -> assertThat(message.content().text())
                                                .isEqualTo("by GET & more")));
    }

    @ParameterizedTest
    @CsvSource({
        "accepted, SENT",
        "scheduled, SENT",
        "queued, SENT",
        "sending, SENT",
        "sent, SENT",
        "delivered, DELIVERED",
        "partially_delivered, DELIVERED",
        "undelivered, UNDELIVERED",
        "failed, FAILED",
        "read, READ",
        "canceled, CANCELLED"
    })
    void status_isRead(String word, MessageStatus status) {
        assertThat(event(Requests.CALLBACK.toString(), receipt(word), DeliveryReceipt.class))
                .isEqualTo(new DeliveryReceipt(OneRequestServer.SID, Requests.ATTEMPT, status, null, null));
    }

    @Test
    void failure_bringsCodeAndWords() {
        DeliveryReceipt withWords = event(
                Requests.CALLBACK.toString(),
                receipt("undelivered", "ErrorCode", "30003", "ErrorMessage", "Unreachable"),
                DeliveryReceipt.class);
        DeliveryReceipt ofChannel = event(
                Requests.CALLBACK.toString(),
                receipt("failed", "ErrorCode", "63016", "ErrorMessage", "", "ChannelStatusMessage", "Window closed"),
                DeliveryReceipt.class);

        assertThat(withWords.code()).isEqualTo("30003");
        assertThat(withWords.detail()).isEqualTo("Unreachable");
        assertThat(ofChannel.detail()).isEqualTo("Window closed");
    }

    @Test
    void oldNames_areRead() {
        Map<String, String> params = receipt("sent", "SmsSid", OneRequestServer.SID);
        params.remove("MessageSid");
        params.remove("MessageStatus");

        assertThat(event(URL, params, DeliveryReceipt.class).status()).isEqualTo(MessageStatus.SENT);
    }

    @ParameterizedTest
    @CsvSource({
        "''",
        "?attempt=",
        "?attempt=1",
        "?attempt=%5A",
        "?other=1",
        "?xattempt=01998b3e-7d2c-7a31-9c55-0f2e6f1a0b77"
    })
    void attemptThatIsNone_doesNotLoseTheReceipt(String query) {
        assertThat(event(URL + query, receipt("sent"), DeliveryReceipt.class).attempt())
                .isNull();
    }

    @Test
    void unknownStatus_isVerifiedAndNoEvent() {
        assertThat(PROVIDER.receive(Calls.form(URL, receipt("teleported"))))
                .isInstanceOfSatisfying(
                        Verified.class,
                        verified -> assertThat(verified.events()).isEmpty());
    }

    @Test
    void answer_isEmptyTwiml() {
        WebhookResponse silence =
                new WebhookResponse(200, "text/xml", "<?xml version=\"1.0\" encoding=\"UTF-8\"?><Response/>");
        for (WebhookRequest call : List.of(
                Calls.form(URL, inbound()), Calls.form(URL, receipt("sent")), Calls.form(URL, receipt("teleported")))) {
            assertThat(PROVIDER.receive(call)).isInstanceOfSatisfying(Verified.class, verified -> {
                assertThat(verified.response()).isEqualTo(silence);
                assertThat(verified.account()).isEqualTo(Requests.ACCOUNT);
            });
        }
    }

    @Test
    void tokenOfAnotherAccount_isNotBelieved() {
        String second = "AC" + "f".repeat(32);
        try (TwilioProvider two = TwilioProvider.builder()
                .account(TwilioAccount.of(Requests.ACCOUNT, Requests.TOKEN))
                .accounts(sid -> sid.equals(second) ? Optional.of(TwilioAccount.of(sid, "second")) : Optional.empty())
                .build()) {
            assertThat(two.receive(Calls.form("second", URL, inbound("AccountSid", second))))
                    .isInstanceOf(Verified.class);
            assertThat(two.receive(Calls.form(Requests.TOKEN, URL, inbound("AccountSid", second))))
                    .isInstanceOf(Rejected.class);
            assertThat(two.receive(Calls.form("second", URL, inbound()))).isInstanceOf(Rejected.class);
            assertThat(two.receive(Calls.form("second", URL, inbound("AccountSid", "AC" + "e".repeat(32)))))
                    .isInstanceOf(Rejected.class);
        }
    }

    @Test
    void finderThatFails_asksToCallAgain() {
        try (TwilioProvider failing = TwilioProvider.builder()
                .accounts(sid -> {
                    throw new IllegalStateException("the vault holds " + Requests.TOKEN);
                })
                .build()) {
            assertThat(failing.receive(Calls.form(URL, inbound()))).isInstanceOfSatisfying(Rejected.class, rejected -> {
                assertThat(rejected.status()).isEqualTo(503);
                assertThat(rejected.reason()).doesNotContain(Requests.TOKEN);
            });
        }
    }
}
