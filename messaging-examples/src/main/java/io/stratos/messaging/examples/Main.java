package io.stratos.messaging.examples;

import java.io.IOException;
import java.time.Clock;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What {@code java -jar messaging-examples.jar} runs: lists the examples, explains one, or runs one. */
public final class Main {

    private static final Logger LOG = LoggerFactory.getLogger(Main.class);
    private static final List<Example> EXAMPLES =
            List.of(new Quickstart(), new TwilioWebhook(), new QuietHours(), new Bench());
    private static final String RUN = "java -jar messaging-examples/target/messaging-examples.jar";
    private static final int FAILED = 1;
    private static final int MISUSED = 2;

    private Main() {}

    /**
     * Runs the example that is named first; without a name, lists them. Ends the JVM.
     *
     * @param args the name, then the example's options
     */
    public static void main(String[] args) {
        // Read once by the JDK's HTTP server; without it the second packet of each answer waits 40 ms.
        System.setProperty("sun.net.httpserver.nodelay", "true");
        Screen screen = Screen.of(System.out, System.getenv());
        int code = run(Arrays.asList(args), new Surroundings(screen, Clock.systemUTC(), System.getenv()));
        System.exit(code);
    }

    static int run(List<String> args, Surroundings here) {
        if (args.isEmpty() || isHelp(args.get(0))) {
            return list(here.screen());
        }
        String name = args.get(0);
        Optional<Example> example =
                EXAMPLES.stream().filter(e -> e.name().equals(name)).findFirst();
        if (example.isEmpty()) {
            return unknown(name, here.screen());
        }
        List<String> options = args.subList(1, args.size());
        if (options.stream().anyMatch(Main::isHelp)) {
            here.screen().text(example.get().help(options).stripTrailing());
            return 0;
        }
        return run(example.get(), options, here);
    }

    private static int run(Example example, List<String> options, Surroundings here) {
        try {
            return example.run(options, here);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            return FAILED;
        } catch (IOException | RuntimeException failed) {
            here.screen().text(example.name() + " failed: " + failed);
            LOG.error("{} failed", example.name(), failed);
            return FAILED;
        }
    }

    private static int list(Screen screen) {
        int widest = EXAMPLES.stream().mapToInt(e -> e.name().length()).max().orElseThrow();
        screen.text(screen.bold("Stratos Messaging: examples"));
        screen.text("");
        for (Example example : EXAMPLES) {
            String name = String.format(Locale.ROOT, "%-" + widest + "s", example.name());
            screen.text("  " + screen.bold(name) + "   " + example.summary());
        }
        screen.text("");
        screen.text("Run one:      " + RUN + " " + EXAMPLES.get(0).name());
        screen.text("Explain one:  " + RUN + " " + EXAMPLES.get(0).name() + " --help");
        return 0;
    }

    private static int unknown(String name, Screen screen) {
        String nearest = EXAMPLES.stream()
                .map(Example::name)
                .min(Comparator.comparingInt(known -> Spelling.distance(name, known)))
                .orElseThrow();
        screen.text("There is no example '" + name + "'. Did you mean " + nearest + "?");
        screen.text("Without a name, all of them are listed: " + RUN);
        return MISUSED;
    }

    private static boolean isHelp(String word) {
        return word.equals("--help") || word.equals("-h");
    }
}
