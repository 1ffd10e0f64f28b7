package io.stratos.messaging.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.stratos.messaging.testkit.SharedFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class SegmentVectorsTest {

    @TestFactory
    Stream<DynamicTest> of_officialVector_isMeasuredAsTheCalculatorDoes() throws IOException {
        List<DynamicTest> tests = new ArrayList<>();
        for (JsonNode vector : read("segments.json").get("vectors")) {
            tests.add(DynamicTest.dynamicTest(vector.get("id").asText(), () -> check(vector)));
        }
        assertThat(tests).hasSizeGreaterThanOrEqualTo(50);
        return tests.stream();
    }

    private static void check(JsonNode vector) {
        Segments segments = Segments.of(
                vector.get("text").asText(),
                vector.get("smartEncoding").asBoolean() ? SmartEncoding.ON : SmartEncoding.OFF);

        assertThat(segments.encoding())
                .isEqualTo(vector.get("encoding").asText().equals("GSM-7") ? TextEncoding.GSM_7 : TextEncoding.UCS_2);
        assertThat(segments.count()).isEqualTo(vector.get("segments").asInt());
        assertThat(segments.characters()).isEqualTo(vector.get("characters").asInt());
        assertThat(segments.bits()).isEqualTo(vector.get("messageSizeBits").asLong());
        assertThat(segments.totalBits()).isEqualTo(vector.get("totalSizeBits").asLong());
        assertThat(segments.units()).isEqualTo(vector.get("units").asInt());
        assertThat(segments.nonGsmCharacters()).isEqualTo(strings(vector.get("nonGsm")));
        assertThat(segments.perSegmentUnits().stream().map(String::valueOf).toList())
                .isEqualTo(strings(vector.get("perSegmentUnits")));
    }

    @Test
    void septets_everyUnit_areThoseOfTheOfficialTable() throws IOException {
        int[] expected = new int[0x10000];
        for (JsonNode entry : read("gsm7_table.json").get("entries")) {
            expected[entry.get("char").asText().charAt(0)] =
                    entry.get("septets").size();
        }
        for (int unit = 0; unit < expected.length; unit++) {
            assertThat(GsmAlphabet.septets((char) unit)).as("U+%04X", unit).isEqualTo(expected[unit]);
        }
    }

    @Test
    void smart_everyUnit_isReplacedAsInTheOfficialMap() throws IOException {
        String[] expected = new String[0x10000];
        for (JsonNode entry : read("smart_encoding_map.json").get("entries")) {
            expected[entry.get("from").asText().charAt(0)] = entry.get("to").asText();
        }
        for (int unit = 0; unit < expected.length; unit++) {
            String text = String.valueOf((char) unit);
            assertThat(SmartText.encode(text).text())
                    .as("U+%04X", unit)
                    .isEqualTo(expected[unit] == null ? text : expected[unit]);
        }
    }

    private static JsonNode read(String name) throws IOException {
        Optional<Path> file = SharedFiles.find("vectors/" + name);
        assumeTrue(file.isPresent(), "skipped: ../shared/vectors not found");
        return new ObjectMapper().readTree(file.orElseThrow().toFile());
    }

    private static List<String> strings(JsonNode array) {
        List<String> strings = new ArrayList<>();
        array.forEach(node -> strings.add(node.asText()));
        return strings;
    }
}
