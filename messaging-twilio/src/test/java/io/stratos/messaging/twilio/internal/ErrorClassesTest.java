package io.stratos.messaging.twilio.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.stratos.messaging.consent.SuppressionReason;
import io.stratos.messaging.testkit.SharedFiles;
import io.stratos.messaging.twilio.TwilioErrorClass;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ErrorClassesTest {

    private static final String FILE = "vectors/twilio_error_classes.json";

    private static List<String> lines() throws IOException {
        try (InputStream in =
                        Objects.requireNonNull(ErrorClasses.class.getResourceAsStream("error-classes.properties"));
                BufferedReader text = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            return text.lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .toList();
        }
    }

    @Test
    void everyCodeOfTheReference_hasItsClass() throws IOException {
        Optional<Path> file = SharedFiles.find(FILE);
        assumeTrue(file.isPresent(), FILE + " is not beside this checkout");
        JsonNode codes = new ObjectMapper().readTree(file.get().toFile()).path("codes");
        ErrorClasses classes = ErrorClasses.with(Map.of());

        assertThat(codes).hasSize(lines().size());
        assertThat(codes)
                .allSatisfy(code -> assertThat(classes.of(code.path("code").asInt()))
                        .as("%s %s", code.path("code"), code.path("title"))
                        .map(Enum::name)
                        .hasValue(code.path("klass").asText()));
    }

    @Test
    void table_namesEachCodeOnce() throws IOException {
        assertThat(lines())
                .hasSizeGreaterThan(70)
                .allMatch(line -> line.matches("[1-9][0-9]{4} = [A-Z_]+"))
                .extracting(line -> line.substring(0, 5))
                .doesNotHaveDuplicates();
    }

    @Test
    void overruledCode_hasTheHostsClass() {
        ErrorClasses classes =
                ErrorClasses.with(Map.of(21610, TwilioErrorClass.REQUEST, 99999, TwilioErrorClass.OPT_OUT));

        assertThat(classes.of(21610)).hasValue(TwilioErrorClass.REQUEST);
        assertThat(classes.of(99999)).hasValue(TwilioErrorClass.OPT_OUT);
        assertThat(classes.of(21211)).hasValue(TwilioErrorClass.RECIPIENT_INVALID);
        assertThat(classes.of(88888)).isEmpty();
        assertThat(classes.of(null)).isEmpty();
    }

    @Test
    void codes_thatSayItOfTheNumberForGood_andNoOthers_suppressIt() {
        ErrorClasses classes = ErrorClasses.with(Map.of());
        assertThat(classes.suppression("21614")).contains(SuppressionReason.LANDLINE);
        assertThat(classes.suppression("30006")).contains(SuppressionReason.LANDLINE);
        assertThat(classes.suppression("21211")).contains(SuppressionReason.INVALID_NUMBER);
        assertThat(classes.suppression("21610")).contains(SuppressionReason.PROVIDER_OPT_OUT);
        assertThat(classes.suppression("21408")).isEmpty();
        assertThat(classes.suppression("30003")).isEmpty();
        assertThat(classes.suppression("http-400")).isEmpty();
        assertThat(classes.suppression("30007")).isEmpty();
    }
}
