package io.stratos.messaging.examples;

import java.io.Console;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Prints for people: 80 columns, colour only on a terminal, no character the output cannot show. */
final class Screen {

    static final int WIDTH = 80;

    private static final String DRAWN = "╭─╮│╰╯┄┆✓✗●…“”’–";
    private static final Map<String, String> PLAIN =
            Map.of("“", "\"", "”", "\"", "’", "'", "–", "-", "…", "...", "─", "-", "●", "*", "✓", "*", "✗", "x");

    private final PrintStream out;
    private final boolean colour;
    private final boolean drawn;

    /**
     * A screen.
     *
     * @param out where to print
     * @param colour whether it shows colours
     * @param drawn whether it shows more than ASCII
     */
    Screen(PrintStream out, boolean colour, boolean drawn) {
        this.out = out;
        this.colour = colour;
        this.drawn = drawn;
    }

    /** {@return the screen behind a stream of the process's own} */
    static Screen of(PrintStream stream, Map<String, String> environment) {
        Charset charset = charset();
        boolean colour = isTerminal()
                && environment.getOrDefault("NO_COLOR", "").isEmpty()
                && !environment.getOrDefault("TERM", "").equals("dumb");
        return new Screen(
                new PrintStream(stream, true, charset),
                colour,
                charset.newEncoder().canEncode(DRAWN));
    }

    /** ASCII means that no locale was set, as in many containers; what is behind then shows UTF-8 nearly always. */
    private static Charset charset() {
        String named = System.getProperty("stdout.encoding", System.getProperty("native.encoding", "UTF-8"));
        Charset charset = Charset.isSupported(named) ? Charset.forName(named) : StandardCharsets.UTF_8;
        return charset.equals(StandardCharsets.US_ASCII) ? StandardCharsets.UTF_8 : charset;
    }

    /** Some JDKs from 22 on have a console even where there is no terminal, and a method that tells. */
    @SuppressWarnings("SystemConsoleNull")
    private static boolean isTerminal() {
        Console console = System.console();
        if (console == null) {
            return false;
        }
        try {
            return Boolean.TRUE.equals(Console.class.getMethod("isTerminal").invoke(console));
        } catch (ReflectiveOperationException before22) {
            return true;
        }
    }

    boolean isDrawn() {
        return drawn;
    }

    /** Prints one or more lines. */
    void text(String lines) {
        lines.lines().map(String::stripTrailing).map(this::shown).forEach(out::println);
        if (lines.isEmpty()) {
            out.println();
        }
    }

    private String shown(String line) {
        if (drawn) {
            return line;
        }
        String plain = line;
        for (Map.Entry<String, String> sign : PLAIN.entrySet()) {
            plain = plain.replace(sign.getKey(), sign.getValue());
        }
        return plain;
    }

    /** A line over a part of the output. */
    void heading(String title) {
        String line = "─".repeat(Math.max(3, WIDTH - title.length() - 4));
        text("");
        text(dim("──") + " " + bold(title) + " " + dim(line));
        text("");
    }

    /** Text of any length behind a head; broken between words, the lines after the first begin under the first. */
    void wrapped(String head, String text) {
        List<String> lines = wrap(text, WIDTH - head.length());
        for (int i = 0; i < lines.size(); i++) {
            text((i == 0 ? head : " ".repeat(head.length())) + lines.get(i));
        }
    }

    /** {@return the text in lines of at most so many columns, broken between words where there are any} */
    static List<String> wrap(String text, int columns) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (String word : text.split(" ", -1)) {
            String rest = word;
            if (!line.isEmpty() && line.length() + 1 + rest.length() > columns) {
                lines.add(line.toString());
                line.setLength(0);
            }
            while (rest.length() > columns) {
                lines.add(rest.substring(0, columns));
                rest = rest.substring(columns);
            }
            line.append(line.isEmpty() ? "" : " ").append(rest);
        }
        lines.add(line.toString());
        return lines;
    }

    String bold(String text) {
        return styled("1", text);
    }

    String dim(String text) {
        return styled("2", text);
    }

    String red(String text) {
        return styled("31", text);
    }

    String green(String text) {
        return styled("32", text);
    }

    String blue(String text) {
        return styled("34", text);
    }

    private String styled(String code, String text) {
        return colour && !text.isBlank() ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
    }
}
