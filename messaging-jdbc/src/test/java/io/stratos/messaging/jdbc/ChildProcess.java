package io.stratos.messaging.jdbc;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Starts processes that do not outlive this one: each is killed by a hook when this JVM ends, and each watches its
 * standard input, which closes when this JVM is killed.
 */
final class ChildProcess {

    private static final Path LOGS = Path.of("target", "chaos");

    // Held for as long as they run: a process that is forgotten loses its standard input.
    private static final Set<Process> RUNNING = ConcurrentHashMap.newKeySet();

    static {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> RUNNING.forEach(Process::destroyForcibly)));
    }

    private ChildProcess() {}

    /** Starts a JVM with the class path of this one; its standard output is the caller's to read. */
    static Process java(Class<?> main, String log, String... args) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx160m",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xshare:auto",
                "-Dsun.net.httpserver.nodelay=true",
                "-Dorg.slf4j.simpleLogger.log.io.stratos.messaging.internal=warn",
                "-cp",
                System.getProperty("java.class.path"),
                main.getName()));
        Collections.addAll(command, args);
        return start(log, command);
    }

    static Process start(String log, List<String> command) throws IOException {
        Path file = LOGS.resolve(log + ".log");
        Files.createDirectories(LOGS);
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.appendTo(file.toFile()))
                .start();
        RUNNING.removeIf(ended -> !ended.isAlive());
        RUNNING.add(process);
        return process;
    }

    /**
     * Ends another's process when this JVM ends, however it ends. For servers that libraries start as daemons.
     *
     * @param pid whose
     * @param signal such as {@code QUIT}
     */
    static void endWithUs(long pid, String signal) {
        try {
            start("watch", List.of("sh", "-c", "read _; kill -" + signal + " " + pid));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** To be called first by a child's {@code main}. */
    static void endWithParent() {
        Thread watching = new Thread(
                () -> {
                    try {
                        while (System.in.read() >= 0) {
                            // Nothing is ever said; only the end counts.
                        }
                    } catch (IOException gone) {
                        // As good as the end.
                    }
                    Runtime.getRuntime().halt(1);
                },
                "parent-watch");
        watching.setDaemon(true);
        watching.start();
    }
}
