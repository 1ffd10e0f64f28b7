package io.stratos.messaging.telnyx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.stratos.messaging.spi.provider.PollRequest;
import io.stratos.messaging.spi.provider.PollResult;
import io.stratos.messaging.spi.provider.Polled;
import io.stratos.messaging.testkit.SharedFiles;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class OptOutListTest {

    private static final String SPEC = "specs/telnyx_messaging_subset.json";
    private static final String OURS = "+14155550100";
    private static final Instant UNTIL = Instant.parse("2026-03-02T09:00:00Z");

    private final TelnyxHarness far = new TelnyxHarness();

    @AfterEach
    void close() {
        far.close();
    }

    private PollResult read(Instant from, String cursor) {
        return far.provider().optOutList(new PollRequest("telnyx", null, from, UNTIL, cursor, Duration.ofSeconds(20)));
    }

    private static String page(int page, int pages, int total) {
        String body = TelnyxHarness.optOutPage(
                page, pages, List.of(TelnyxHarness.optOutEntry(OURS, "+1415555012" + page, "2026-03-01T12:00:00Z")));
        return body.replace("\"total_results\":1", "\"total_results\":" + total);
    }

    private static String next(PollResult result) {
        return ((PollResult.Page) result).next();
    }

    @Test
    void pages_areReadUntilTheLast() {
        far.pages.add(page(1, 2, 300));
        far.pages.add(page(2, 2, 300));
        String second = next(read(Instant.EPOCH, null));
        assertThat(second).isNotNull();
        assertThat(next(read(Instant.EPOCH, second))).isNull();
        assertThat(far.listings).element(1).asString().contains("page%5Bnumber%5D=2&");
    }

    @Test
    void listThatShrankMeanwhile_isReadAgainFromThePageBefore() {
        far.pages.add(page(1, 3, 600));
        far.pages.add(page(2, 3, 599));
        far.pages.add(page(1, 3, 599));
        String second = next(read(Instant.EPOCH, null));
        String again = next(read(Instant.EPOCH, second));
        next(read(Instant.EPOCH, again));

        assertThat(far.listings).element(2).asString().contains("page%5Bnumber%5D=1&");
    }

    @Test
    void requests_areWhatTelnyxsDocumentKnows() throws IOException {
        Optional<Path> file = SharedFiles.find(SPEC);
        assumeTrue(file.isPresent(), SPEC + " is not beside this checkout");
        JsonNode document = new ObjectMapper().readTree(file.get().toFile());
        JsonNode parameters = document.at("/paths/~1messaging_optouts/get/parameters");
        read(Instant.parse("2026-03-01T00:00:00Z"), null);

        for (String field : far.listings.element().split("&")) {
            String[] parts = URLDecoder.decode(field, StandardCharsets.UTF_8).split("=", 2);
            String[] name = parts[0].replace("]", "").split("\\[", 2);
            JsonNode schema = schema(document, parameters, name[0]);
            JsonNode one = name.length == 1 ? schema : schema.path("properties").path(name[1]);
            assertThat(one.isObject()).as(parts[0]).isTrue();
            if (one.path("type").asText().equals("integer")) {
                assertThat(Integer.parseInt(parts[1]))
                        .isBetween(
                                one.path("minimum").asInt(), one.path("maximum").asInt(Integer.MAX_VALUE));
            }
            if (one.path("format").asText().equals("date-time")) {
                assertThat(Instant.parse(parts[1])).isNotNull();
            }
        }
    }

    private static JsonNode schema(JsonNode document, JsonNode parameters, String name) {
        for (JsonNode parameter : parameters) {
            String reference = parameter.path("$ref").asText();
            JsonNode resolved = reference.isEmpty() ? parameter : document.at(reference.substring(1));
            if (resolved.path("name").asText().equals(name)) {
                return resolved.path("schema");
            }
        }
        return document.path("no such parameter");
    }

    @Test
    void everything_isAskedForWithoutABeginning() {
        read(Instant.EPOCH, null);
        assertThat(far.listings.element()).doesNotContain("gte").contains("lte");
    }

    @Test
    void entryThatNamesNobody_isLeftOut_theOthersAreRead() {
        far.pages.add(TelnyxHarness.optOutPage(
                1,
                1,
                List.of(
                        TelnyxHarness.optOutEntry(OURS, "+1415555****", "2026-03-01T12:00:00Z"),
                        TelnyxHarness.optOutEntry(OURS, "+14155550123", "2026-03-01 12:00:00+00:00"))));

        List<Polled> heard = ((PollResult.Page) read(Instant.EPOCH, null)).heard();

        assertThat(heard).hasSize(1).first().extracting(Polled::at).isEqualTo(Instant.parse("2026-03-01T12:00:00Z"));
    }

    @Test
    void whatIsNoList_orNoPageOfIt_fails() {
        for (String body : List.of("", "[]", "{}", "{\"data\":{}}", "<html>")) {
            far.pages.add(body);
            assertThat(read(Instant.EPOCH, null)).as(body).isInstanceOf(PollResult.Failed.class);
        }
        assertThat(read(Instant.EPOCH, "x")).isInstanceOf(PollResult.Failed.class);
    }
}
