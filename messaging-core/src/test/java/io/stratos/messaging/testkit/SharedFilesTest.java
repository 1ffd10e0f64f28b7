package io.stratos.messaging.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SharedFilesTest {

    @Test
    void find_folderSharedBesideAnAncestor_isFound(@TempDir Path root) throws IOException {
        Path file = Files.createDirectories(root.resolve("shared/vectors")).resolve("a.json");
        Files.writeString(file, "{}");
        Path deep = Files.createDirectories(root.resolve("checkout/module"));

        assertThat(SharedFiles.find(deep, "vectors/a.json")).hasValue(file.toAbsolutePath());
    }

    @Test
    void find_noSuchFileAnywhereAbove_isEmpty(@TempDir Path root) {
        assertThat(SharedFiles.find(root, "vectors/no-such-file-7f3a.json")).isEmpty();
        assertThat(SharedFiles.find("vectors/no-such-file-7f3a.json")).isEmpty();
    }
}
