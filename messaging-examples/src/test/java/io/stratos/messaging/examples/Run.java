package io.stratos.messaging.examples;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.time.Clock;
import java.util.List;
import java.util.Map;

/** One call of {@link Main}: its exit code, what it printed, and what was logged meanwhile. */
record Run(int code, String out, String log) {

    static Run of(String... args) {
        return of(Map.of(), args);
    }

    static Run of(Map<String, String> environment, String... args) {
        ByteArrayOutputStream log = new ByteArrayOutputStream();
        PrintStream before = System.err;
        System.setErr(new PrintStream(log, true, UTF_8));
        try {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            int code = Main.run(List.of(args), surroundings(out, environment));
            return new Run(code, out.toString(UTF_8), log.toString(UTF_8));
        } finally {
            System.setErr(before);
        }
    }

    static Surroundings surroundings(ByteArrayOutputStream out, Map<String, String> environment) {
        Screen screen = new Screen(new PrintStream(out, true, UTF_8), false, true);
        return new Surroundings(screen, Clock.systemUTC(), environment);
    }
}
