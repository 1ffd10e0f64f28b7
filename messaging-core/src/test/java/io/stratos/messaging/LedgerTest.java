package io.stratos.messaging;

import static io.stratos.messaging.EngineFixture.CUSTOMER;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.stratos.messaging.consent.Evidence;
import io.stratos.messaging.consent.LedgerCheck;
import io.stratos.messaging.consent.Purpose;
import io.stratos.messaging.internal.consent.Csv;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The ledger as a host reads it, checks it and takes it along. */
class LedgerTest extends CustomerCase {

    private static final Evidence NASTY = Evidence.form("=HYPERLINK(\"http://evil.example\")")
            .with("wording", "I agree, \"really\",\r\nto all of it")
            .with("name", "'quoted");

    @Test
    void verify_sealsFirst_andCountsWhatWasRecorded() {
        assertThat(f.acme.consent().ledger().verify().isIntact()).isTrue();
        f.optIn();
        f.customerTexts("STOP");

        LedgerCheck check = f.acme.consent().ledger().verify();

        assertThat(check.firstBreak()).isEmpty();
        assertThat(check.lines()).isEqualTo(2);
        assertThat(check.toString()).contains("acme", "2 lines intact");
    }

    @Test
    void runningEngine_seals() {
        f.optIn();
        f.engine.runDue();
        assertThat(f.store.session().ledger(f.acme.id(), 0, 10)).hasSize(1);
    }

    @Test
    void csv_isReadBackAsItWas_andNoCellIsAFormula() {
        f.acme.consent().optIn(customer, Purpose.MARKETING, NASTY);
        StringBuilder out = new StringBuilder();

        f.acme.consent().ledger().toCsv(out);

        List<List<String>> records = Csv.read(out.toString());
        assertThat(records).hasSize(2);
        assertThat(records.get(0)).startsWith("position", "at", "address", "event_no", "action");
        assertThat(records.get(1)).hasSameSizeAs(records.get(0));
        assertThat(records.get(1).get(2)).isEqualTo(CUSTOMER);
        assertThat(out.toString()).contains("\"'+1415").endsWith("\r\n").doesNotContain(",\"=", ",\"+", ",\"@");
    }

    @Test
    void csv_cellsSurvive_whateverTheyBeginWith() {
        List<String> cells = List.of("=1+1", "'=1", "''", "'", "", "-2", "@x", "\ty", "a,b", "\"", "x\r\ny", "plain");
        assertThat(Csv.read(Csv.line(cells) + Csv.line(List.of("next")))).containsExactly(cells, List.of("next"));
    }

    @Test
    void json_canBeCheckedWithoutUs() throws Exception {
        f.acme.consent().optIn(customer, Purpose.MARKETING, NASTY);
        f.customerTexts("STOP");
        StringBuilder out = new StringBuilder();

        f.acme.consent().ledger().toJson(out);

        JsonNode lines = JsonMapper.builder().build().readTree(out.toString());
        assertThat(lines).hasSize(2);
        assertThat(lines.get(0).path("facts").path("wording").asText())
                .isEqualTo(NASTY.facts().get("wording"));
        String link = sha256("stratos-ledger-1\nacme");
        for (JsonNode line : lines) {
            link = sha256(link + "\n" + line.path("position").asText() + "\n"
                    + line.path("address_hash").asText() + "\n"
                    + line.path("event_no").asText() + "\n"
                    + summary(line) + "\n" + line.path("facts_hash").asText() + "\n");
            assertThat(line.path("link").asText()).isEqualTo(link);
        }
        assertThat(f.acme.consent().ledger().verify().head()).isEqualTo(link);
    }

    @Test
    void json_ofNothing_isAnEmptyArray() throws Exception {
        StringBuilder out = new StringBuilder();
        f.acme.consent().ledger().toJson(out);
        assertThat(JsonMapper.builder().build().readTree(out.toString())).isEmpty();
    }

    private static String summary(JsonNode line) {
        String purpose = line.path("purpose").asText();
        return line.path("at").asText() + " " + line.path("action").asText() + (purpose.isEmpty() ? "" : " " + purpose)
                + " " + line.path("source").asText();
    }

    private static String sha256(String text) throws Exception {
        return HexFormat.of()
                .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    }
}
