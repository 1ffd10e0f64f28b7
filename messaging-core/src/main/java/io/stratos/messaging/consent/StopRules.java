package io.stratos.messaging.consent;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;

/** The rules about STOP that the engine ships, as data. */
final class StopRules {

    private static final String RESOURCE = "stop-scope.csv";

    static final List<StopRule> SHIPPED = read();

    private StopRules() {}

    private static List<StopRule> read() {
        try (InputStream in = StopRules.class.getResourceAsStream(RESOURCE)) {
            if (in == null) {
                throw new IllegalStateException("resource " + RESOURCE + " is missing");
            }
            return new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .map(StopRules::parse)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static StopRule parse(String line) {
        String[] cells = line.split(",", -1);
        return new StopRule(cells[0], Instant.parse(cells[1]), StopScope.valueOf(cells[2]), cells[3]);
    }
}
