package io.stratos.messaging.jdbc;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** A {@link ChaosNode} as its parent sees it: it is started again whenever it ends, until closed. */
final class NodeProcess implements AutoCloseable {

    private static final int NONE = -1;
    private static final int MOST_MILLIS_IN_PEACE = 2000;

    private final String name;
    private final List<String> arguments;
    private final Random random;
    private volatile int port = NONE;
    private volatile long busyUntil = System.nanoTime();
    private volatile boolean closed;
    private volatile @Nullable Process process;

    NodeProcess(String name, String jdbcUrl, int journalPort) {
        this.name = name;
        this.random = new Random(name.hashCode());
        this.arguments = List.of(jdbcUrl, Integer.toString(journalPort));
        Thread running = new Thread(this::run, name);
        running.setDaemon(true);
        running.start();
    }

    String name() {
        return name;
    }

    /** {@return where it listens; negative while it does not} */
    int port() {
        return port;
    }

    /** {@return whether it runs and nothing is being done to it} */
    boolean isWell() {
        return port != NONE && System.nanoTime() - busyUntil > 0;
    }

    /** Keeps other faults away for a while. */
    void busyFor(Duration time) {
        busyUntil = System.nanoTime() + time.toNanos();
    }

    /** {@code kill -9}. */
    void kill() {
        port = NONE;
        Process running = process;
        if (running != null) {
            running.destroyForcibly();
        }
    }

    /** SIGSTOP, and SIGCONT after a time; a process of its own sees to it, lest a stopped one stays for ever. */
    void freeze(Duration time) throws IOException {
        Process running = process;
        if (running != null) {
            busyFor(time);
            String seconds = String.format(Locale.ROOT, "%.3f", time.toMillis() / 1000.0);
            ChildProcess.start(
                    "freeze",
                    List.of(
                            "sh",
                            "-c",
                            "kill -STOP \"$0\"; sleep \"$1\"; kill -CONT \"$0\"",
                            Long.toString(running.pid()),
                            seconds));
        }
    }

    private void run() {
        while (!closed) {
            try {
                Process started = ChildProcess.java(ChaosNode.class, name, arguments.toArray(String[]::new));
                process = started;
                follow(started);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private void follow(Process started) throws IOException {
        try (BufferedReader out =
                new BufferedReader(new InputStreamReader(started.getInputStream(), StandardCharsets.UTF_8))) {
            String line = out.readLine();
            while (line != null) {
                if (line.startsWith("PORT ") && !closed) {
                    busyFor(Duration.ofMillis(random.nextInt(MOST_MILLIS_IN_PEACE)));
                    port = Integer.parseInt(line.substring(5));
                }
                line = out.readLine();
            }
        } catch (IOException ended) {
            // As if it had said nothing more.
        }
        port = NONE;
        started.destroyForcibly();
    }

    @Override
    public void close() {
        closed = true;
        kill();
    }
}
