package io.stratos.messaging.examples.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** Where it was measured. */
final class Machine {

    private static final long MEBIBYTE = 1024 * 1024;

    private Machine() {}

    static Map<String, String> describe(Server server) throws IOException {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("cores", String.valueOf(Runtime.getRuntime().availableProcessors()));
        facts.put("os", System.getProperty("os.name") + " " + System.getProperty("os.arch"));
        facts.put("java", System.getProperty("java.version"));
        facts.put("heap_limit_mb", String.valueOf(Runtime.getRuntime().maxMemory() / MEBIBYTE));
        facts.put("postgresql", server.text("SHOW server_version"));
        facts.put("fsync", server.text("SHOW fsync"));
        facts.put("synchronous_commit", server.text("SHOW synchronous_commit"));
        facts.put(
                "filesystem",
                Files.getFileStore(Path.of(server.text("SHOW data_directory"))).type());
        return facts;
    }
}
