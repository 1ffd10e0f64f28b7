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
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import io.stratos.messaging.contact.Address;
import io.stratos.messaging.spi.provider.PollRequest;
import io.stratos.messaging.spi.provider.PollResult;
import io.stratos.messaging.spi.provider.Polled;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class InboundLogTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Instant FROM = Instant.parse("2026-11-20T09:30:15.123456Z");
    private static final Instant UNTIL = Instant.parse("2026-11-20T10:30:00Z");
    private static final String PATH = "/2010-04-01/Accounts/" + Requests.ACCOUNT + "/Messages.json";
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

    private static PollResult read(String cursor) {
        return provider.inboundLog(new PollRequest(
                Requests.ACCOUNT, Address.parse(Requests.FROM), FROM, UNTIL, cursor, Duration.ofSeconds(20)));
    }

    private static ObjectNode record(String last, String direction, String date) {
        return JSON.createObjectNode()
                .put("sid", "SM" + last.repeat(32))
                .put("to", Requests.FROM)
                .put("from", Requests.TO)
                .put("body", "text " + last)
                .put("direction", direction)
                .put("status", "received")
                .put("num_media", "0")
                .put("date_sent", date);
    }

    private static String page(String next, ObjectNode... records) {
        ObjectNode page = JSON.createObjectNode().put("page", 0).put("next_page_uri", next);
        page.putArray("messages").addAll(List.of(records));
        return page.toString();
    }

    private static void answer(String body) {
        SERVER.stubFor(get(urlPathEqualTo(PATH)).willReturn(aResponse().withBody(body)));
    }

    private static List<String> texts(PollResult result) {
        return ((PollResult.Page) result)
                .heard().stream()
                        .map(heard -> ((Polled.Text) heard).message().content().text())
                        .toList();
    }

    @Test
    void onlyWhatWasTexted_inTheTimeAskedFor_isRead() {
        answer(page(
                null,
                record("a", "inbound", "Fri, 20 Nov 2026 09:30:00 +0000"),
                record("b", "inbound", "Fri, 20 Nov 2026 09:31:00 +0000"),
                record("c", "outbound-api", "Fri, 20 Nov 2026 09:32:00 +0000"),
                record("d", "outbound-reply", "Fri, 20 Nov 2026 09:33:00 +0000"),
                record("e", "inbound", "Fri, 20 Nov 2026 10:30:00 +0000")));

        assertThat(texts(read(null))).containsExactly("text b");
    }

    @Test
    void textWithoutAReadableDate_isRead_asOfTheEarliest() {
        answer(page(null, record("a", "inbound", "yesterday")));

        PollResult.Page page = (PollResult.Page) read(null);
        assertThat(page.heard()).hasSize(1).first().extracting(Polled::at).isEqualTo(FROM);
    }

    @Test
    void pages_areFollowed_withinTheListOnly() {
        String next = PATH + "?To=%2B15005550006&PageSize=500&Page=1&PageToken=PAMM1";
        answer(page(next, record("a", "inbound", "Fri, 20 Nov 2026 09:31:00 +0000")));
        SERVER.stubFor(get(urlEqualTo(next))
                .willReturn(
                        aResponse().withBody(page(null, record("b", "inbound", "Fri, 20 Nov 2026 09:32:00 +0000")))));
        PollResult.Page first = (PollResult.Page) read(null);
        assertThat(first.cursor()).contains(next);
        assertThat(texts(read(next))).containsExactly("text b");

        SERVER.resetRequests();
        for (String elsewhere :
                List.of("https://evil.example.com" + PATH, "/2010-04-01/Accounts.json", "//evil.example.com/")) {
            assertThat(read(elsewhere)).isInstanceOf(PollResult.Failed.class);
        }
        assertThat(SERVER.getAllServeEvents()).isEmpty();
    }

    @Test
    void request_isWhatTwiliosDocumentKnows() {
        MessageSpec spec = MessageSpec.orSkip();
        answer(page(null));
        read(null);

        LoggedRequest request = SERVER.getAllServeEvents().get(0).getRequest();
        Map<String, List<String>> fields = new LinkedHashMap<>();
        request.getQueryParams().forEach((name, parameter) -> fields.put(name, parameter.values()));
        assertThat(spec.violations("GET", request.getUrl().split("\\?")[0], fields))
                .isEmpty();
    }

    @Test
    void request_namesTheNumberAndTheTime() {
        answer(page(null));
        read(null);

        LoggedRequest request = SERVER.getAllServeEvents().get(0).getRequest();
        assertThat(request.getUrl()).contains("To=%2B15005550006").contains("DateSent%3E=2026-11-20T09%3A30%3A15Z");
        assertThat(request.getHeader("Authorization")).startsWith("Basic ");
    }

    @Test
    void busy_saysHowLongToWait_andWhatIsNoListFails() {
        SERVER.stubFor(any(anyUrl()).willReturn(aResponse().withStatus(429).withHeader("Retry-After", "90")));
        assertThat(read(null)).isEqualTo(new PollResult.Failed("HTTP 429", Duration.ofSeconds(90)));
        for (String body : List.of("", "[]", "{}", "{\"messages\":{}}", "<html>")) {
            answer(body);
            assertThat(read(null)).as(body).isInstanceOf(PollResult.Failed.class);
        }
    }

    @Test
    void mediaThatCannotBeRead_failThePage_soThatTheTextIsReadAgain() {
        answer(page(
                null, record("a", "inbound", "Fri, 20 Nov 2026 09:31:00 +0000").put("num_media", "1")));
        assertThat(read(null)).isInstanceOf(PollResult.Failed.class);
    }
}
