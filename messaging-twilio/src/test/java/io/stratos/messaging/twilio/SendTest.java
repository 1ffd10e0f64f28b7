package io.stratos.messaging.twilio;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import io.stratos.messaging.contact.Address;
import io.stratos.messaging.contact.Channel;
import io.stratos.messaging.delivery.Outcome;
import io.stratos.messaging.delivery.Outcome.Accepted;
import io.stratos.messaging.delivery.Outcome.InDoubt;
import io.stratos.messaging.delivery.Outcome.NotSent;
import io.stratos.messaging.delivery.Outcome.Refused;
import io.stratos.messaging.delivery.Refusal;
import io.stratos.messaging.message.Content;
import io.stratos.messaging.message.Media;
import io.stratos.messaging.routing.Route;
import io.stratos.messaging.spi.provider.SendRequest;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SendTest {

    private static final String SID = OneRequestServer.SID;
    private static final WireMockServer SERVER =
            new WireMockServer(WireMockConfiguration.options().dynamicPort().bindAddress("127.0.0.1"));

    private TwilioProvider provider;

    @BeforeAll
    static void startServer() {
        SERVER.start();
    }

    @AfterAll
    static void stopServer() {
        SERVER.stop();
    }

    @BeforeEach
    void accept() {
        SERVER.resetAll();
        answer(aResponse().withStatus(201).withBody("{\"sid\":\"" + SID + "\",\"new_field\":[1]}"));
        provider = builder()
                .account(TwilioAccount.of(Requests.ACCOUNT, Requests.TOKEN, "older"))
                .build();
    }

    @AfterEach
    void close() {
        provider.close();
    }

    private static TwilioProvider.Builder builder() {
        return TwilioProvider.builder().baseUrl(SERVER.baseUrl());
    }

    private static void answer(ResponseDefinitionBuilder response) {
        SERVER.stubFor(post(anyUrl()).willReturn(response));
    }

    private static LoggedRequest onlyRequest() {
        assertThat(SERVER.getAllServeEvents()).hasSize(1);
        return SERVER.getAllServeEvents().get(0).getRequest();
    }

    /** The form of the only request, after it was checked against the specification where that is at hand. */
    private static Map<String, List<String>> form() {
        Map<String, List<String>> form = new LinkedHashMap<>();
        for (String field : onlyRequest().getBodyAsString().split("&", -1)) {
            String[] parts = field.split("=", 2);
            form.computeIfAbsent(URLDecoder.decode(parts[0], StandardCharsets.UTF_8), name -> new ArrayList<>())
                    .add(URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
        }
        return form;
    }

    private static void assertFitsTheSpecification() {
        assertThat(MessageSpec.orSkip()
                        .violations(
                                onlyRequest().getMethod().value(), onlyRequest().getUrl(), form()))
                .isEmpty();
    }

    private static Content media(String text, int count) {
        Content content = Content.text(text);
        for (int i = 0; i < count; i++) {
            content = content.withMedia(Media.of(URI.create("https://m.example.com/" + i + "?a=b%2Bc&d"), "image/png"));
        }
        return content;
    }

    private static SendRequest living(Duration validity) {
        return Requests.request(Content.text("x"), Requests.FROM, null, Requests.PATIENT, validity);
    }

    @Test
    void text_isPostedAsAForm() {
        assertThat(provider.send(Requests.text("Grüße & 50% = 👋"))).isEqualTo(new Accepted(SID));

        assertThat(onlyRequest().getUrl()).isEqualTo("/2010-04-01/Accounts/" + Requests.ACCOUNT + "/Messages.json");
        assertThat(onlyRequest().getHeader("Content-Type")).isEqualTo("application/x-www-form-urlencoded");
        assertThat(form())
                .containsOnly(
                        Map.entry("To", List.of(Requests.TO)),
                        Map.entry("From", List.of(Requests.FROM)),
                        Map.entry("Body", List.of("Grüße & 50% = 👋")),
                        Map.entry("StatusCallback", List.of(Requests.CALLBACK + "#rc=5&rp=5xx,ct,rt")));
        assertFitsTheSpecification();
    }

    @Test
    void everything_fitsTheSpecification() {
        assertThat(provider.send(Requests.request(
                        media("look", 10),
                        Requests.FROM,
                        Requests.SERVICE,
                        Requests.PATIENT,
                        Duration.ofMillis(90_900))))
                .isEqualTo(new Accepted(SID));

        assertThat(form())
                .containsEntry("MessagingServiceSid", List.of(Requests.SERVICE))
                .containsEntry("From", List.of(Requests.FROM))
                .containsEntry("ValidityPeriod", List.of("90"));
        assertThat(form().get("MediaUrl"))
                .hasSize(10)
                .startsWith("https://m.example.com/0?a=b%2Bc&d", "https://m.example.com/1?a=b%2Bc&d");
        assertFitsTheSpecification();
    }

    @Test
    void mediaAlone_hasNoBody() {
        provider.send(Requests.request(media("", 1), "12345", null, Requests.PATIENT, null));

        assertThat(form()).containsOnlyKeys("To", "From", "MediaUrl", "StatusCallback");
        assertFitsTheSpecification();
    }

    @Test
    void noCallback_isLeftOut() {
        SendRequest with = Requests.text("x");
        provider.send(new SendRequest(
                with.attempt(), with.route(), with.to(), with.channel(), with.content(), null, with.bounds()));

        assertThat(form()).containsOnlyKeys("To", "From", "Body");
    }

    @Test
    void callbackWithAFragment_keepsIt() {
        SendRequest with = Requests.text("x");
        URI own = URI.create("https://hooks.example.com/x?attempt=1#rc=0");
        provider.send(new SendRequest(
                with.attempt(), with.route(), with.to(), with.channel(), with.content(), own, with.bounds()));

        assertThat(form()).containsEntry("StatusCallback", List.of(own.toString()));
    }

    @ParameterizedTest(name = "{0} ms live {1} s")
    @CsvSource({
        "1, 1",
        "999, 1",
        "1000, 1",
        "1999, 1",
        "2000, 2",
        "35999999, 35999",
        "36000000, 36000",
        "99999999, 36000"
    })
    void validity_isRoundedDownWithinLimits(long millis, String seconds) {
        provider.send(living(Duration.ofMillis(millis)));

        assertThat(form()).containsEntry("ValidityPeriod", List.of(seconds));
        assertFitsTheSpecification();
    }

    @ParameterizedTest
    @CsvSource({"0", "-1", "-5000"})
    void validityThatIsOver_isNotSent(long millis) {
        assertThat(provider.send(living(Duration.ofMillis(millis)))).isInstanceOf(NotSent.class);
        assertThat(SERVER.getAllServeEvents()).isEmpty();
    }

    @Test
    void firstToken_authenticates() {
        provider.send(Requests.text("x"));

        assertThat(onlyRequest().getHeader("Authorization")).isEqualTo(basic(Requests.ACCOUNT, Requests.TOKEN));
    }

    @Test
    void apiKey_authenticatesInsteadOfTheToken() {
        String key = "SK" + "0123456789abcdef".repeat(2);
        try (TwilioProvider keyed = builder()
                .account(TwilioAccount.of(Requests.ACCOUNT, Requests.TOKEN).apiKey(key, "key:secret"))
                .build()) {
            keyed.send(Requests.text("x"));
        }

        assertThat(onlyRequest().getHeader("Authorization")).isEqualTo(basic(key, "key:secret"));
        assertThat(onlyRequest().getUrl()).contains(Requests.ACCOUNT);
    }

    private static String basic(String user, String password) {
        return "Basic " + Base64.getEncoder().encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void foundAccount_authenticatesWithItsOwnToken() {
        try (TwilioProvider finding = builder()
                .accounts(sid -> Optional.of(TwilioAccount.of(sid, "token-of-" + sid)))
                .build()) {
            assertThat(finding.send(Requests.text("x"))).isInstanceOf(Accepted.class);
        }

        assertThat(onlyRequest().getHeader("Authorization"))
                .isEqualTo(basic(Requests.ACCOUNT, "token-of-" + Requests.ACCOUNT));
    }

    @Test
    void unknownAccount_isRefused() {
        try (TwilioProvider finding =
                builder().accounts(sid -> Optional.empty()).build()) {
            assertThat(finding.send(Requests.text("x")))
                    .isInstanceOfSatisfying(
                            Refused.class,
                            refused -> assertThat(refused.refusal()).isEqualTo(Refusal.ACCOUNT));
        }
        assertThat(SERVER.getAllServeEvents()).isEmpty();
    }

    @Test
    void finderThatFails_isNotSent() {
        try (TwilioProvider failing = builder()
                        .accounts(sid -> {
                            throw new IllegalStateException("the vault is closed");
                        })
                        .build();
                TwilioProvider wrong = builder()
                        .accounts(sid -> Optional.of(TwilioAccount.of("AC" + "f".repeat(32), "other")))
                        .build()) {
            assertThat(failing.send(Requests.text("x"))).isInstanceOf(NotSent.class);
            assertThat(wrong.send(Requests.text("x"))).isInstanceOf(NotSent.class);
        }
        assertThat(SERVER.getAllServeEvents()).isEmpty();
    }

    @Test
    void whatTwilioCannotCarry_isRefusedUnsent() {
        SendRequest sms = Requests.text("x");
        Route mail = new Route("twilio", Requests.ACCOUNT, Address.parse("a@example.com"), null);
        List<SendRequest> unfit = List.of(
                new SendRequest(sms.attempt(), sms.route(), sms.to(), Channel.EMAIL, sms.content(), null, sms.bounds()),
                new SendRequest(
                        sms.attempt(), sms.route(), mail.from(), Channel.SMS, sms.content(), null, sms.bounds()),
                new SendRequest(sms.attempt(), mail, sms.to(), Channel.SMS, sms.content(), null, sms.bounds()),
                Requests.request(Content.text("x"), Requests.FROM, "MG1", Requests.PATIENT, null));

        assertThat(unfit)
                .allSatisfy(request -> assertThat(provider.send(request)).isInstanceOf(Refused.class));
        assertThat(SERVER.getAllServeEvents()).isEmpty();
    }

    @ParameterizedTest(name = "HTTP {0}, code {1}: {2} {3}")
    @CsvSource({
        "400, 21610, Refused, OPT_OUT",
        "400, 21211, Refused, RECIPIENT",
        "400, 21614, Refused, RECIPIENT",
        "403, 21408, Refused, RECIPIENT",
        "400, 21606, Refused, SENDER",
        "400, 21612, Refused, SENDER",
        "400, 21703, Refused, SENDER",
        "400, 30034, Refused, SENDER",
        "400, 30023, Refused, SENDER",
        "400, 30007, Refused, CONTENT",
        "400, 30011, Refused, CONTENT",
        "401, 20003, Refused, ACCOUNT",
        "403, 20005, Refused, ACCOUNT",
        "404, 20404, Refused, ACCOUNT",
        "400, 21617, Refused, REQUEST",
        "400, 35114, Refused, REQUEST",
        "400, 99999, Refused, REQUEST",
        "401, 99999, Refused, ACCOUNT",
        "400, 21611, NotSent,",
        "400, 14107, NotSent,",
        "429, 20429, NotSent,",
        "429, 99999, NotSent,",
        "429, 21610, NotSent,",
        "400, 20500, InDoubt,",
        "400, 30008, InDoubt,",
        "408, 21610, InDoubt,",
        "500, 20500, InDoubt,",
        "500, 21610, InDoubt,",
        "503, 20429, InDoubt,",
        "302, 21610, InDoubt,",
    })
    void errorCode_decidesWithinItsStatus(int status, int code, String kind, Refusal refusal) {
        answer(aResponse().withStatus(status).withBody("{\"code\":" + code + ",\"message\":\"No.\"}"));

        Outcome outcome = provider.send(Requests.text("x"));

        assertThat(outcome.getClass().getSimpleName()).isEqualTo(kind);
        if (outcome instanceof Refused refused) {
            assertThat(refused)
                    .isEqualTo(new Refused(refusal, "" + code, "HTTP " + status + ", code " + code + ": No."));
        }
    }

    @Test
    void overruledCode_isJudgedByTheHostsClass() {
        answer(aResponse().withStatus(400).withBody("{\"code\":21612,\"message\":\"No.\"}"));
        try (TwilioProvider own = builder()
                .account(TwilioAccount.of(Requests.ACCOUNT, Requests.TOKEN))
                .errorClass(21612, TwilioErrorClass.RECIPIENT_INVALID)
                .build()) {
            assertThat(own.send(Requests.text("x")))
                    .isInstanceOfSatisfying(
                            Refused.class,
                            refused -> assertThat(refused.refusal()).isEqualTo(Refusal.RECIPIENT));
        }
    }

    @ParameterizedTest(name = "HTTP {0} with \"{1}\"")
    @CsvSource({
        "400, '', REQUEST",
        "404, <html>no</html>, REQUEST",
        "413, [], REQUEST",
        "400, '{\"code\":null}', REQUEST",
        "400, '{\"code\":\"21610\"}', OPT_OUT",
        "401, '', ACCOUNT",
        "403, <html>no</html>, ACCOUNT",
    })
    void refusalWithoutACode_isJudgedByItsStatus(int status, String body, Refusal refusal) {
        answer(aResponse().withStatus(status).withBody(body));

        assertThat(provider.send(Requests.text("x"))).isInstanceOfSatisfying(Refused.class, refused -> {
            assertThat(refused.refusal()).isEqualTo(refusal);
            assertThat(refused.code()).isNotBlank();
        });
    }

    @ParameterizedTest(name = "Retry-After: {0}, Date: {1} is {2} s")
    @CsvSource({
        "7, '', 7",
        "0, '', 0",
        "' 12 ', '', 12",
        "99999999, '', 86400",
        "99999999999999999999, '', 86400",
        "'Fri, 20 Nov 2026 10:00:30 GMT', 'Fri, 20 Nov 2026 10:00:00 GMT', 30",
        "'Fri, 20 Nov 2026 09:00:00 GMT', 'Fri, 20 Nov 2026 10:00:00 GMT', 0",
        "'Fri, 20 Nov 2026 10:00:30 GMT', 'never', ",
        "soon, 'Fri, 20 Nov 2026 10:00:00 GMT', ",
        "-5, 'Fri, 20 Nov 2026 10:00:00 GMT', ",
        "1.5, '', ",
    })
    void throttle_tellsHowLongToWait(String retryAfter, String date, Long seconds) {
        for (int status : new int[] {429, 400}) {
            answer(aResponse()
                    .withStatus(status)
                    .withHeader("Retry-After", retryAfter)
                    .withHeader("Date", date)
                    .withBody("{\"code\":21611,\"message\":\"queue full\"}"));

            assertThat(provider.send(Requests.text("x")))
                    .isInstanceOfSatisfying(
                            NotSent.class,
                            notSent -> assertThat(notSent.askedToWait())
                                    .isEqualTo(Optional.ofNullable(seconds).map(Duration::ofSeconds)));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "'{\"sid\":\"SM123\"}'",
        "'{\"sid\":null}'",
        "'{\"sid\":\"CA0123456789abcdef0123456789abcdef\"}'",
        "'{\"sid\":\"SM0123456789abcdef0123456789abcdeg\"}'",
        "'{\"status\":\"queued\"}'",
        "'[\"SM0123456789abcdef0123456789abcdef\"]'",
        "'{\"sid\":\"SM0123456789abcdef0123456789abcdef\"'",
        "'{\"sid\":\"SM0123456789abcdef0123456789abcdef\"} and more'",
        "''",
    })
    void createdWithoutASid_isInDoubt(String body) {
        answer(aResponse().withStatus(201).withBody(body));

        assertThat(provider.send(Requests.text("x"))).isInstanceOf(InDoubt.class);
    }

    @Test
    void numbersInTwiliosWords_areMasked() {
        answer(aResponse()
                .withStatus(400)
                .withBody("{\"code\":21211,\"message\":\"The 'To' number " + Requests.TO
                        + " is not valid: 4155552671\"}"));

        assertThat(provider.send(Requests.text("x")).toString())
                .contains("The 'To' number +1********71 is not valid: 41******71")
                .doesNotContain("5552671");
    }
}
