package io.stratos.messaging.testkit;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The official specifications and test vectors that lie in a folder {@code shared} beside the checkout.
 *
 * <p>They are not ours to publish, so a lone clone has none of them; a test that needs one says so and is skipped.
 */
public final class SharedFiles {

    private static final String FOLDER = "shared";

    private SharedFiles() {}

    /**
     * The file or folder of this name, such as {@code vectors/segments.json}, in the nearest folder {@code shared} that
     * holds it, looking upwards from the working directory; empty if none does.
     *
     * @param relative the path within {@code shared}, with forward slashes
     */
    public static Optional<Path> find(String relative) {
        return find(Path.of(System.getProperty("user.dir")), relative);
    }

    static Optional<Path> find(Path from, String relative) {
        for (Path folder = from.toAbsolutePath().normalize(); folder != null; folder = folder.getParent()) {
            Path candidate = folder.resolve(FOLDER).resolve(relative);
            if (Files.exists(candidate)) {
                return Optional.of(candidate);
            }
        }
        return Optional.empty();
    }
}
