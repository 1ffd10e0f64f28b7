package io.stratos.messaging.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderTest {

    @Test
    void temporary_goesWithEverythingInIt() throws IOException {
        Path path;
        try (Folder folder = Folder.temporary()) {
            path = folder.path();
            Files.createDirectories(path.resolve("deeper/still"));
            Files.writeString(path.resolve("messaging.mv.db"), "rows");
            assertThat(folder.hasDatabase()).isTrue();
        }

        assertThat(path).doesNotExist();
    }

    @Test
    void kept_isMadeAndStays(@TempDir Path parent) throws IOException {
        Path path = parent.resolve("new");
        try (Folder folder = Folder.kept(path.toString())) {
            assertThat(folder.hasDatabase()).isFalse();
            assertThat(folder.databaseUrl())
                    .startsWith("jdbc:h2:file:" + path.resolve("messaging") + ";WRITE_DELAY=0;");
        }

        assertThat(path).isEmptyDirectory();
    }
}
