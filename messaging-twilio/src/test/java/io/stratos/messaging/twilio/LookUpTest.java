package io.stratos.messaging.twilio;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import io.stratos.messaging.contact.Address;
import io.stratos.messaging.delivery.Attempt;
import io.stratos.messaging.message.Content;
import io.stratos.messaging.message.Media;
import io.stratos.messaging.message.MessageStatus;
import io.stratos.messaging.routing.Route;
import io.stratos.messaging.spi.provider.LookupRequest;
import io.stratos.messaging.spi.provider.LookupResult;
import io.stratos.messaging.spi.provider.LookupResult.Absent;
import io.stratos.messaging.spi.provider.LookupResult.Found;
import io.stratos.messaging.spi.provider.LookupResult.Unknown;
import java.net.URI;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LookUpTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Instant START = Instant.parse("2026-11-20T10:00:00.500Z");
    private static final String PATH = "/2010-04-01/Accounts/" + Requests.ACCOUNT + "/Messages.json";
    private static final String SID = OneRequestServer.SID;
    private static final WireMockServer SERVER =
            new WireMockServer(WireMockConfiguration.options().dynamicPort().bindAddress("127.0.0.1"));

    private static TwilioProvider provider;

    @BeforeAll
    static void start() {
        SERVER.start();
        provider = TwilioProvider.builder()
                .account(TwilioAccount.of(Requests.ACCOUNT, Requests.TOKEN))
                .baseUrl(SERVER.baseUrl())
                .build();
    }

    @AfterAll
    static void stop() {
        provider.close();
        SERVER.stop();
    }

    @BeforeEach
    void reset() {
        SERVER.resetAll();
    }

    private static LookupResult lookUp(Content content) {
        Route route = new Route("twilio", Requests.ACCOUNT, Address.parse(Requests.FROM), null);
        Attempt attempt = new Attempt(Requests.ATTEMPT, 0, route, START, null, null, MessageStatus.IN_DOUBT);
        return provider.lookUp(new LookupRequest(attempt, Address.parse(Requests.TO), content));
    }

    private static LookupResult lookUp() {
        return lookUp(Content.text("hello"));
    }

    private static ObjectNode record() {
        return JSON.createObjectNode()
                .put("sid", SID)
                .put("to", Requests.TO)
                .put("from", Requests.FROM)
                .put("body", "hello")
                .put("direction", "outbound-api")
                .put("status", "sent")
                .put("num_media", "0")
                .put("date_created", "Fri, 20 Nov 2026 10:00:01 +0000");
    }

    private static String page(String next, ObjectNode... records) {
        ObjectNode page = JSON.createObjectNode().put("page", 0).put("next_page_uri", next);
        page.putArray("messages").addAll(List.of(records));
        return page.toString();
    }

    private static void list(ObjectNode... records) {
        SERVER.stubFor(get(urlPathEqualTo(PATH)).willReturn(aResponse().withBody(page(null, records))));
    }

    @Test
    void onlyMatch_isFound() {
        list(record().put("sid", "SM" + "f".repeat(32)).put("body", "other"), record());

        assertThat(lookUp()).isEqualTo(new Found(SID, MessageStatus.SENT));
    }

    @Test
    void messageOfAnotherAttempt_isNotTheOneLookedFor() {
        String other = "SM" + "e".repeat(32);
        list(record().put("sid", other), record());
        Route route = new Route("twilio", Requests.ACCOUNT, Address.parse(Requests.FROM), null);
        Attempt attempt = new Attempt(Requests.ATTEMPT, 0, route, START, null, null, MessageStatus.IN_DOUBT);
        Address to = Address.parse(Requests.TO);

        assertThat(provider.lookUp(new LookupRequest(attempt, to, Content.text("hello"), other::equals)))
                .isEqualTo(new Found(SID, MessageStatus.SENT));
        assertThat(provider.lookUp(new LookupRequest(attempt, to, Content.text("hello"), id -> true)))
                .isInstanceOf(Absent.class);
    }

    @Test
    void request_asksForBothNumbersWithCredentials() {
        list();
        lookUp();

        LoggedRequest request = SERVER.getAllServeEvents().get(0).getRequest();
        assertThat(request.getUrl()).isEqualTo(PATH + "?To=%2B14155552671&From=%2B15005550006&PageSize=500");
        assertThat(request.getHeader("Authorization")).startsWith("Basic ");
        Map<String, List<String>> query = new LinkedHashMap<>();
        request.getQueryParams().forEach((name, values) -> query.put(name, values.values()));
        assertThat(MessageSpec.orSkip().violations("GET", PATH, query)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "queued, SENT",
        "accepted, SENT",
        "sending, SENT",
        "delivered, DELIVERED",
        "failed, FAILED",
        "undelivered, UNDELIVERED",
        "teleported, SENT"
    })
    void statusOfTheMatch_isRead(String word, MessageStatus status) {
        list(record().put("status", word));

        assertThat(lookUp()).isEqualTo(new Found(SID, status));
    }

    @ParameterizedTest(name = "{0} = {1}")
    @CsvSource({
        "body, hello!",
        "body, HELLO",
        "to, +14155552672",
        "from, +15005550007",
        "direction, inbound",
        "direction, outbound-reply",
        "num_media, 1",
        "date_created, 'Fri, 20 Nov 2026 09:58:58 +0000'",
        "date_created, 'Fri, 20 Nov 2026 10:06:01 +0000'",
        "date_created, 'Fri, 20 Nov 2026 10:00:01 +0200'",
    })
    void recordThatDiffers_isNoMatch(String field, String value) {
        list(record().put(field, value));

        assertThat(lookUp()).isInstanceOf(Absent.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Fri, 20 Nov 2026 09:59:00 +0000",
                "Fri, 20 Nov 2026 10:00:00 +0000",
                "Fri, 20 Nov 2026 10:06:00 +0000",
                "Fri, 20 Nov 2026 12:00:01 +0200",
                "Fri, 20 Nov 2026 10:00:00 GMT"
            })
    void clocks_mayDisagreeALittle(String created) {
        list(record().put("date_created", created));

        assertThat(lookUp()).isInstanceOf(Found.class);
    }

    @Test
    void everyMinuteAroundTheStart_isJudgedByTheWindow() {
        for (int minute = -10; minute <= 20; minute++) {
            Instant created = Instant.parse("2026-11-20T10:00:00Z").plusSeconds(60L * minute);
            list(record().put(
                            "date_created",
                            DateTimeFormatter.RFC_1123_DATE_TIME.format(created.atOffset(ZoneOffset.UTC))));

            assertThat(lookUp() instanceof Found).as("minute %d", minute).isEqualTo(minute >= -1 && minute <= 6);
        }
    }

    @Test
    void senderNotYetPicked_matches() {
        list(record().putNull("from").putNull("num_media"));

        assertThat(lookUp()).isInstanceOf(Found.class);
    }

    @Test
    void media_areCounted() {
        Content two = Content.text("hello")
                .withMedia(Media.of(URI.create("https://m.example.com/1"), "image/png"))
                .withMedia(Media.of(URI.create("https://m.example.com/2"), "image/png"));
        list(record().put("num_media", "2"));
        assertThat(lookUp(two)).isInstanceOf(Found.class);
        list(record().put("num_media", "0"));
        assertThat(lookUp(two)).isInstanceOf(Found.class);
        list(record().put("num_media", "1"));
        assertThat(lookUp(two)).isInstanceOf(Absent.class);
    }

    @Test
    void severalMatches_areUnknown() {
        list(record(), record().put("sid", "SM" + "f".repeat(32)));

        assertThat(lookUp()).isInstanceOf(Unknown.class);
    }

    @Test
    void recordThatCannotBeCompared_isUnknown() {
        for (ObjectNode unreadable : List.of(
                record().putNull("date_created"),
                record().put("date_created", "2026-11-20T10:00:01Z"),
                record().put("sid", "none"))) {
            list(unreadable);
            assertThat(lookUp()).isInstanceOf(Unknown.class);
        }
        list(record().putNull("date_created").put("body", "another"));
        assertThat(lookUp()).isInstanceOf(Absent.class);
    }

    @Test
    void laterPages_areRead() {
        list();
        String second = PATH + "?Page=1&PageToken=PAx%2By";
        SERVER.stubFor(get(urlPathEqualTo(PATH)).willReturn(aResponse().withBody(page(second))));
        SERVER.stubFor(get(urlEqualTo(second)).willReturn(aResponse().withBody(page("", record()))));

        assertThat(lookUp()).isInstanceOf(Found.class);
        assertThat(SERVER.getAllServeEvents()).hasSize(2);
    }

    @Test
    void endlessPages_areUnknownAfterAFew() {
        SERVER.stubFor(get(urlPathEqualTo(PATH)).willReturn(aResponse().withBody(page(PATH + "?Page=1", record()))));

        assertThat(lookUp()).isInstanceOf(Unknown.class);
        assertThat(SERVER.getAllServeEvents()).hasSize(6);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://evil.example.com/2010-04-01/x",
                "//evil.example.com/x",
                "http://127.0.0.1:1/x",
                "/elsewhere",
                "/2010-04-01/Accounts/ACffffffffffffffffffffffffffffffff/Messages.json",
                "../x",
                "file:///etc/passwd"
            })
    void nextPageElsewhere_isNotFollowed(String next) {
        SERVER.stubFor(any(anyUrl()).willReturn(aResponse().withBody(page(next, record()))));

        assertThat(lookUp()).isInstanceOf(Unknown.class);
        assertThat(SERVER.getAllServeEvents()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {201, 204, 302, 400, 401, 404, 429, 500, 503})
    void otherAnswers_areUnknown(int status) {
        SERVER.stubFor(any(anyUrl())
                .willReturn(aResponse()
                        .withStatus(status)
                        .withHeader("Location", PATH)
                        .withHeader("Retry-After", "0")
                        .withBody(page(null))));

        assertThat(lookUp()).isInstanceOf(Unknown.class);
        assertThat(SERVER.getAllServeEvents()).hasSizeLessThanOrEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "<html/>", "[]", "{}", "{\"messages\":{}}", "{\"messages\":null}", "{\"messages\":["})
    void answerThatIsNoList_isUnknown(String body) {
        SERVER.stubFor(any(anyUrl()).willReturn(aResponse().withBody(body)));

        assertThat(lookUp()).isInstanceOf(Unknown.class);
    }

    @Test
    void brokenConnection_isUnknown() {
        SERVER.stubFor(any(anyUrl()).willReturn(aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER)));

        assertThat(lookUp())
                .isInstanceOfSatisfying(
                        Unknown.class, unknown -> assertThat(unknown.reason()).doesNotContain("5552671"));
    }

    @Test
    void unknownAccountOrFailingFinder_isUnknown() {
        Route route = new Route("twilio", "AC" + "f".repeat(32), Address.parse(Requests.FROM), null);
        Attempt attempt = new Attempt(Requests.ATTEMPT, 0, route, START, null, null, MessageStatus.IN_DOUBT);
        LookupRequest request = new LookupRequest(attempt, Address.parse(Requests.TO), Content.text("hello"));
        try (TwilioProvider failing = TwilioProvider.builder()
                .accounts(sid -> {
                    throw new IllegalStateException("the vault is closed");
                })
                .build()) {
            assertThat(provider.lookUp(request)).isInstanceOf(Unknown.class);
            assertThat(failing.lookUp(request)).isInstanceOf(Unknown.class);
        }
    }
}
