package io.stratos.messaging.twilio;

import static org.assertj.core.api.Assertions.assertThat;

import io.stratos.messaging.spi.provider.WebhookReading;
import io.stratos.messaging.spi.provider.WebhookReading.Rejected;
import io.stratos.messaging.webhook.WebhookRequest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What cannot be believed or understood is rejected, says why, and shows neither secret nor phone number. */
class BadCallTest {

    private static final String URL = "https://hooks.example.com/webhooks/twilio";
    private static final TwilioProvider PROVIDER = TwilioProvider.create(Requests.ACCOUNT, Requests.TOKEN);
    private static final Map<String, String> GOOD = new TreeMap<>(Map.of(
            "MessageSid", OneRequestServer.SID,
            "AccountSid", Requests.ACCOUNT,
            "From", Requests.TO,
            "To", Requests.FROM,
            "Body", "hello",
            "NumMedia", "0",
            "SmsStatus", "received"));

    private static Arguments row(String name, WebhookRequest call, int status, String reason) {
        return Arguments.of(name, call, status, reason);
    }

    /** A well-signed call with some parameters changed; a null value leaves one out. */
    private static WebhookRequest signed(String... changes) {
        return Calls.form(URL, changed(changes));
    }

    private static Map<String, String> changed(String... changes) {
        Map<String, String> params = new TreeMap<>(GOOD);
        for (int i = 0; i < changes.length; i += 2) {
            params.put(changes[i], changes[i + 1]);
        }
        params.values().removeIf(value -> value.equals("(none)"));
        return params;
    }

    private static WebhookRequest body(String contentType, String body) {
        return Calls.post(URL, contentType, TwilioSignature.sign(Requests.TOKEN, URL, GOOD), body);
    }

    private static WebhookRequest method(String method) {
        WebhookRequest good = signed();
        return WebhookRequest.of(method, good.url(), good.headers(), good.body());
    }

    private static WebhookRequest header(List<String> signatures) {
        WebhookRequest good = signed();
        return WebhookRequest.of(
                "POST",
                good.url(),
                Map.of("Content-Type", List.of(Calls.FORM), "X-Twilio-Signature", signatures),
                good.body());
    }

    static Stream<Arguments> unbelievable() {
        String form = Calls.encoded(GOOD);
        String right = signed().header(TwilioSignature.HEADER).orElseThrow();
        return Stream.of(
                row("PUT", method("PUT"), 405, "method"),
                row("DELETE", method("DELETE"), 405, "method"),
                row("HEAD", method("HEAD"), 405, "method"),
                row("get with a body", method("get"), 400, "AccountSid"),
                row("no header at all", WebhookRequest.of("POST", URL, Map.of(), new byte[0]), 403, "no signature"),
                row("no signature", header(List.of()), 403, "no signature"),
                row("blank signature", header(List.of(" ")), 403, "no signature"),
                row("two signatures", header(List.of(right, right)), 403, "several"),
                row("another signature", header(List.of("RSOYDt4T1cUTdK1PDd93/VVr8B8=")), 403, "wrong signature"),
                row("signature in other letters", header(List.of(right.toLowerCase(Locale.ROOT))), 403, "wrong"),
                row("unknown account", signed("AccountSid", "AC" + "9".repeat(32)), 403, "unknown account"),
                row("account that is no SID", signed("AccountSid", "../" + Requests.ACCOUNT), 403, "unknown account"),
                row("no account", signed("AccountSid", "(none)"), 400, "AccountSid is missing"),
                row("empty account", signed("AccountSid", ""), 400, "AccountSid is missing"),
                row(
                        "two accounts",
                        body(Calls.FORM, form + "&AccountSid=AC" + "9".repeat(32)),
                        400,
                        "AccountSid came with several values"),
                row("one parameter more", body(Calls.FORM, form + "&x=1"), 403, "wrong signature"),
                row("body cut", body(Calls.FORM, form.substring(0, form.length() - 1)), 403, "wrong signature"),
                row("body of 256 KB and one", body(Calls.FORM, "a".repeat(256 * 1024 + 1)), 413, "262145"),
                row(
                        "endless URL",
                        Calls.post(URL + "?" + "a".repeat(20_000), Calls.FORM, right, form),
                        413,
                        "characters"),
                row("501 parameters", body(Calls.FORM, form + "&a=1".repeat(501)), 400, "500 parameters"),
                row("latin-1", body("application/x-www-form-urlencoded; charset=ISO-8859-1", form), 400, "UTF-8"),
                row("utf-16", body("application/x-www-form-urlencoded;charset=\"utf-16\"", form), 400, "UTF-8"),
                row("plain text", body("text/plain", form), 400, "content type"),
                row("multipart", body("multipart/form-data; boundary=x", form), 400, "content type"),
                row("empty type", body("", form), 400, "content type"),
                row("type of semicolons", body(";;;", form), 400, "content type"),
                row("cut escape", body(Calls.FORM, form + "&x=%4"), 400, "percent escape"),
                row("no escape", body(Calls.FORM, form + "&x=%zz"), 400, "percent escape"),
                row("bytes that are no UTF-8", body(Calls.FORM, form + "&x=%FF"), 400, "not UTF-8"),
                row("raw byte that is no UTF-8", body(Calls.FORM, form + "&x=\u00E9"), 400, "not UTF-8"),
                row("JSON without a hash", body("application/json", "{}"), 403, "JSON"),
                row("nothing", body(Calls.FORM, ""), 400, "AccountSid is missing"),
                row("only ampersands", body(Calls.FORM, "&&&&"), 400, "AccountSid is missing"));
    }

    static Stream<Arguments> unreadable() {
        return Stream.of(
                row("no SID", signed("MessageSid", "(none)"), 400, "MessageSid is missing"),
                row("a SID of something else", signed("MessageSid", Requests.ACCOUNT), 400, "MessageSid"),
                row("a SID with a line end", signed("MessageSid", OneRequestServer.SID + "\n"), 400, "MessageSid"),
                row(
                        "neither text nor status",
                        signed("Body", "(none)", "SmsStatus", "(none)"),
                        400,
                        "Body and MessageStatus"),
                row("no text", signed("Body", "(none)"), 400, "Body is missing"),
                row("no sender", signed("From", "(none)"), 400, "From is missing"),
                row("no recipient", signed("To", ""), 400, "To is missing"),
                row("sender that is none", signed("From", "+1415555267100000000"), 400, "From is not an address: +1"),
                row("number without a plus", signed("To", "14155552671"), 400, "To is not an address: 14"),
                row("another channel", signed("From", "messenger:14155552671"), 400, "From is not an address: me"),
                row(
                        "channel in letters",
                        signed("From", "whatsapp:whatsapp:+14155552671"),
                        400,
                        "From is not an address"),
                row("media count in words", signed("NumMedia", "two"), 400, "NumMedia"),
                row("negative media count", signed("NumMedia", "-1"), 400, "NumMedia"),
                row("endless media", signed("NumMedia", "101"), 400, "NumMedia"),
                row("media count beyond numbers", signed("NumMedia", "99999999999"), 400, "NumMedia"),
                row("no media", signed("NumMedia", "1"), 400, "MediaUrl0 is missing"),
                row(
                        "second media missing",
                        signed("NumMedia", "2", "MediaUrl0", "https://m.example.com/1"),
                        400,
                        "MediaUrl1"),
                row("media in a file", signed("NumMedia", "1", "MediaUrl0", "file:///etc/passwd"), 400, "MediaUrl0"),
                row("media nowhere", signed("NumMedia", "1", "MediaUrl0", "http://a b"), 400, "MediaUrl0"),
                row("name made of a value", signed("From+14155552671", ""), 400, "name"),
                row("name with a blank", signed("a b", "1"), 400, "name"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource({"unbelievable", "unreadable"})
    void badCall_isRejectedWithItsReason(String name, WebhookRequest call, int status, String reason) {
        WebhookReading reading = PROVIDER.receive(call);

        assertThat(reading).isInstanceOfSatisfying(Rejected.class, rejected -> {
            assertThat(rejected.status()).isEqualTo(status);
            assertThat(rejected.reason())
                    .contains(reason)
                    .doesNotContain(Requests.TOKEN)
                    .doesNotContain("5552671")
                    .doesNotContain("5550006")
                    .doesNotContain("\n");
        });
    }

    @Test
    void signedTextCutElsewhere_isNotBelievedAsAnotherSender() {
        // What somebody wrote ends in a name and number, so that other cuts of the same signed text name that number.
        Map<String, String> written = changed("Body", "STOPFrom+15005550009");
        String signature = TwilioSignature.sign(Requests.TOKEN, URL, written);
        String rest = Calls.encoded(changed("Body", "STOP", "From", "(none)"));
        assertThat(PROVIDER.receive(Calls.post(URL, Calls.FORM, signature, Calls.encoded(written))))
                .isInstanceOf(WebhookReading.Verified.class);

        for (String forged : List.of(
                rest + "&From=%2B15005550009&From=" + "%2B14155552671",
                rest + "&From=%2B15005550009&From%2B14155552671=",
                rest + "&From=%2B15005550009From%2B14155552671")) {
            assertThat(PROVIDER.receive(Calls.post(URL, Calls.FORM, signature, forged)))
                    .as(forged)
                    .isInstanceOf(Rejected.class);
        }
    }

    @Test
    void sameValueTwice_isOneValue() {
        String twice = Calls.encoded(GOOD) + "&Body=hello";

        assertThat(PROVIDER.receive(
                        Calls.post(URL, Calls.FORM, TwilioSignature.sign(Requests.TOKEN, URL, GOOD), twice)))
                .isInstanceOf(WebhookReading.Verified.class);
    }

    @Test
    void contentType_isReadInAnyCase() {
        for (String type : List.of(
                "APPLICATION/X-WWW-FORM-URLENCODED",
                "application/x-www-form-urlencoded ; Charset=\"utf-8\"",
                "application/x-www-form-urlencoded;x=1;charset=UTF8")) {
            assertThat(PROVIDER.receive(body(type, Calls.encoded(GOOD))))
                    .as(type)
                    .isInstanceOf(WebhookReading.Verified.class);
        }
    }

    @Test
    void largestBody_isRead() {
        String filler =
                "x".repeat(256 * 1024 - Calls.encoded(changed("Filler", "")).length());
        Map<String, String> large = changed("Filler", filler);

        assertThat(Calls.encoded(large).getBytes(StandardCharsets.UTF_8)).hasSize(256 * 1024);
        assertThat(PROVIDER.receive(Calls.form(URL, large))).isInstanceOf(WebhookReading.Verified.class);
    }
}
