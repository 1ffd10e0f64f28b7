package io.stratos.messaging.jdbc;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What docs/transactions.md shows is what {@link HostTransactionsTest} runs. */
class TransactionsDocTest {

    private static final String SOURCE =
            "messaging-jdbc/src/test/java/io/stratos/messaging/jdbc/HostTransactionsTest.java";

    @ParameterizedTest
    @ValueSource(strings = {"jdbc", "jdbi", "spring", "proxy"})
    void shownWay_isTheOneThatIsTested(String tag) throws IOException {
        String source = read(SOURCE);
        int begin = source.indexOf("// tag::" + tag + "[]\n");
        int end = source.indexOf("\n            // end::" + tag + "[]");
        assertThat(begin).as("the begin of the region " + tag).isPositive();
        String region = source.substring(source.indexOf('\n', begin) + 1, end).stripIndent();

        assertThat(read("docs/transactions.md")).contains("```java\n" + region + "\n```");
    }

    private static String read(String path) throws IOException {
        Path folder = Path.of("").toAbsolutePath();
        while (!Files.exists(folder.resolve("docs/transactions.md"))) {
            folder = folder.getParent();
            assertThat(folder).as("a folder above with docs/transactions.md").isNotNull();
        }
        return Files.readString(folder.resolve(path), UTF_8);
    }
}
