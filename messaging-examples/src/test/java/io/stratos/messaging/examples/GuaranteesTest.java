package io.stratos.messaging.examples;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A promise without its test is a wish: every test that docs/guarantees.md names is there. */
class GuaranteesTest {

    private static final Pattern NAMED = Pattern.compile("`([A-Z]\\w*(?:Test|Contract))\\.(\\w+)`");

    @Test
    void everyTestNamedByAPromise_isThere() throws IOException {
        Path root = root();
        Matcher named = NAMED.matcher(Files.readString(root.resolve("docs/guarantees.md"), UTF_8));
        List<String> missing = new ArrayList<>();
        int count = 0;
        while (named.find()) {
            count++;
            if (!isThere(root, named.group(1), named.group(2))) {
                missing.add(named.group());
            }
        }
        assertThat(missing).isEmpty();
        assertThat(count).isGreaterThan(50);
    }

    private static boolean isThere(Path root, String type, String method) throws IOException {
        try (Stream<Path> files = Files.find(
                root,
                20,
                (path, a) -> path.endsWith(type + ".java") && path.toString().contains("test"))) {
            for (Path file : files.toList()) {
                if (Files.readString(file, UTF_8).contains("void " + method + "(")) {
                    return true;
                }
            }
        }
        return false;
    }

    private static Path root() {
        Path folder = Path.of("").toAbsolutePath();
        while (!Files.exists(folder.resolve("docs/guarantees.md"))) {
            folder = folder.getParent();
            assertThat(folder).as("a folder above with docs/guarantees.md").isNotNull();
        }
        return folder;
    }
}
