package io.stratos.messaging.examples;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the README shows is what the build compiles and runs. */
class ReadmeTest {

    private static final String SOURCE =
            "messaging-examples/src/main/java/io/stratos/messaging/examples/Quickstart.java";

    @Test
    void firstJavaBlock_isTheTaggedRegionsOfTheQuickstart() throws IOException {
        List<String> tagged = new ArrayList<>();
        boolean inside = false;
        for (String line : lines(SOURCE)) {
            boolean tag = line.equals("        // tag::readme[]");
            inside = (inside || tag) && !line.equals("        // end::readme[]");
            if (inside && !tag) {
                tagged.add(line);
            }
        }

        assertThat(block("```java")).isEqualTo(String.join("\n", tagged).stripIndent());
    }

    @Test
    void shownOutput_isTheQuickstarts() throws IOException {
        String printed = Run.of("quickstart").out();
        List<String> shown = Stream.of(block("```text").split("\n"))
                .map(ReadmeTest::withoutAccidents)
                .filter(line -> !line.isEmpty() && !line.equals("…"))
                .toList();

        assertThat(shown).hasSizeGreaterThan(10);
        assertThat(printed.lines().map(ReadmeTest::withoutAccidents)).containsSubsequence(shown);
    }

    /** {@return the first block of the README that begins so} */
    private static String block(String fence) throws IOException {
        List<String> readme = lines("README.md");
        int begin = readme.indexOf(fence) + 1;
        assertThat(begin).as("README.md has a block that begins with " + fence).isPositive();
        int length = readme.subList(begin, readme.size()).indexOf("```");
        return String.join("\n", readme.subList(begin, begin + length));
    }

    /** The line without what differs from run to run: times and ids, and where they make it begin. */
    private static String withoutAccidents(String line) {
        return line.replaceAll("\\d{4}-\\d\\d-\\d\\d", "date")
                .replaceAll("\\d\\d:\\d\\d:\\d\\d(\\.\\d+)?", "time")
                .replaceAll("[+]\\d+\\.\\d{3} s", "since")
                .replaceAll("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", "id")
                .strip();
    }

    private static List<String> lines(String path) throws IOException {
        Path folder = Path.of("").toAbsolutePath();
        while (!Files.exists(folder.resolve("README.md")) || !Files.exists(folder.resolve("messaging-examples"))) {
            folder = folder.getParent();
            assertThat(folder)
                    .as("a folder above with README.md and messaging-examples")
                    .isNotNull();
        }
        return Files.readAllLines(folder.resolve(path), UTF_8);
    }
}
