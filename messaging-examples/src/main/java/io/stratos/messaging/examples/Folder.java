package io.stratos.messaging.examples;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Where an example keeps its database: a temporary directory that goes with it, or one that stays. */
record Folder(Path path, boolean stays) implements AutoCloseable {

    static Folder temporary() throws IOException {
        return new Folder(Files.createTempDirectory("stratos-messaging-"), false);
    }

    static Folder kept(String path) throws IOException {
        return new Folder(Files.createDirectories(Path.of(path).toAbsolutePath().normalize()), true);
    }

    /** {@return the URL of a database in it whose commits outlive the process; its file shrinks when it is closed} */
    String databaseUrl() {
        return "jdbc:h2:file:" + path.resolve("messaging") + ";WRITE_DELAY=0;REUSE_SPACE=FALSE;DEFRAG_ALWAYS=TRUE";
    }

    boolean hasDatabase() {
        return Files.exists(path.resolve("messaging.mv.db"));
    }

    @Override
    public void close() {
        if (stays) {
            return;
        }
        try (Stream<Path> all = Files.walk(path)) {
            List<Path> deepestFirst = all.sorted(Comparator.reverseOrder()).toList();
            for (Path each : deepestFirst) {
                Files.deleteIfExists(each);
            }
        } catch (IOException failed) {
            throw new UncheckedIOException("could not remove " + path, failed);
        }
    }
}
