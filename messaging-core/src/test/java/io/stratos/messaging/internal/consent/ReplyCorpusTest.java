package io.stratos.messaging.internal.consent;

import static org.assertj.core.api.Assertions.assertThat;

import io.stratos.messaging.consent.Likelihood;
import io.stratos.messaging.consent.ReplyReading;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Texts as people write them, each with what it asks: {@code stop} clearly, {@code hold} probably or with conditions,
 * {@code no}, and the keywords. Written for this project; a line is label, language, text, with {@code \n} for a new line.
 */
class ReplyCorpusTest {

    private record Line(String label, String language, String text, ReplyReading reading) {

        boolean isRefusal() {
            return label.equals("stop") || label.equals("hold");
        }

        String answer() {
            String held = reading.optOut() == Likelihood.LIKELY ? "hold" : "no";
            return reading.keyword()
                    .map(word -> word.name().toLowerCase(Locale.ROOT))
                    .orElse(held);
        }

        String shown() {
            return label + " read as " + answer() + ": '" + text + "', " + reading.reason();
        }
    }

    @Test
    void corpus_meetsTheGoals() {
        List<Line> all =
                lines("written.tsv", "heldout.tsv", "heldout2.tsv", "heldout3.tsv", "heldout4.tsv", "heldout5.tsv");
        assertThat(all).hasSizeGreaterThan(1_500);
        print("all", all);
        Stream.of("en", "es", "fr")
                .forEach(language ->
                        print(language, only(all, line -> line.language().equals(language))));

        assertThat(only(
                        all,
                        line -> line.answer().equals("stop") && !line.label().equals("stop")))
                .as("read as certain, and is not")
                .extracting(Line::shown)
                .isEmpty();
        assertThat(share(only(all, Line::isRefusal), line -> line.reading().optOut() != Likelihood.NO))
                .as("refusals that are acted on or held; missed: %s", missed(all))
                .isGreaterThanOrEqualTo(0.99);
        assertThat(share(
                        only(all, line -> line.label().equals("stop")),
                        line -> line.answer().equals("stop")))
                .as("clear refusals read as certain")
                .isGreaterThanOrEqualTo(0.95);
        assertThat(share(only(all, line -> line.answer().equals("hold")), Line::isRefusal))
                .as("likely ones that are refusals")
                .isGreaterThanOrEqualTo(0.9);
        assertThat(only(
                        all,
                        line -> List.of("start", "help", "yes").contains(line.label())
                                || List.of("start", "help", "yes").contains(line.answer())))
                .allSatisfy(line -> assertThat(line.answer()).as(line.shown()).isEqualTo(line.label()));
    }

    private static void print(String name, List<Line> lines) {
        StringBuilder table =
                new StringBuilder(name + ", " + lines.size() + " lines: label, lines, precision, recall\n");
        for (String label : List.of("stop", "hold", "no", "start", "help", "yes")) {
            List<Line> are = only(lines, line -> line.label().equals(label));
            List<Line> read = only(lines, line -> line.answer().equals(label));
            table.append(String.format(
                    Locale.ROOT,
                    "  %-5s %5d %6.2f%% %6.2f%%%n",
                    label,
                    are.size(),
                    100 * share(read, line -> line.label().equals(label)),
                    100 * share(are, line -> line.answer().equals(label))));
        }
        table.append(String.format(
                Locale.ROOT,
                "  refusals held or acted on: %.2f%%",
                100 * share(only(lines, Line::isRefusal), line -> line.reading().optOut() != Likelihood.NO)));
        System.out.println(table);
    }

    private static String missed(List<Line> lines) {
        return only(lines, line -> line.isRefusal() && line.reading().optOut() == Likelihood.NO).stream()
                .map(Line::shown)
                .collect(Collectors.joining("\n"));
    }

    private static double share(List<Line> lines, Predicate<Line> part) {
        return lines.isEmpty() ? 1 : (double) only(lines, part).size() / lines.size();
    }

    private static List<Line> only(List<Line> lines, Predicate<Line> part) {
        return lines.stream().filter(part).toList();
    }

    private static List<Line> lines(String... files) {
        List<Line> lines = new ArrayList<>();
        for (String file : files) {
            try (InputStream in = ReplyCorpusTest.class.getResourceAsStream("/replies/" + file)) {
                new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().forEach(line -> lines.add(line(line)));
            } catch (IOException e) {
                throw new IllegalStateException(file, e);
            }
        }
        return lines;
    }

    private static Line line(String line) {
        String[] parts = line.split("\t", 3);
        String text = parts[2].replace("\\n", "\n");
        return new Line(parts[0], parts[1], text, Classifier.read(text));
    }
}
