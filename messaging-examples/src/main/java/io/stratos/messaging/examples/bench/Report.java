package io.stratos.messaging.examples.bench;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;

/** Prints a table for people, and then one line for programs. */
final class Report {

    private static final String ROW = "%-40s %11s %11s %11s  %s";

    private final String title;
    private final Map<String, ?> head;
    private final Map<String, String> machine;
    private final Figures figures;
    private final Goals goals;

    /**
     * What to print.
     *
     * @param title the first line
     * @param head what the line of JSON begins with
     * @param machine where it was measured
     * @param figures what was
     * @param goals what was aimed at
     */
    Report(String title, Map<String, ?> head, Map<String, String> machine, Figures figures, Goals goals) {
        this.title = title;
        this.head = head;
        this.machine = machine;
        this.figures = figures;
        this.goals = goals;
    }

    void print(Consumer<String> out) {
        out.accept(title);
        machine.forEach((name, value) -> out.accept(String.format(Locale.ROOT, "  %-20s %s", name, value)));
        table("figure", figures, out);
        if (!goals.ratios().all().isEmpty()) {
            table("ratio, round by round", goals.ratios(), out);
        }
        out.accept("");
        for (Goals.Goal goal : goals.all()) {
            out.accept(String.format(
                    Locale.ROOT,
                    "%-6s %-40s %s %s, was %s",
                    goal.isMet() ? "met" : "MISSED",
                    goal.name(),
                    goal.least() ? "at least" : "at most",
                    shown(goal.bound()),
                    shown(goal.reached())));
        }
        out.accept("");
        out.accept(json().toString());
    }

    private static void table(String title, Figures figures, Consumer<String> out) {
        out.accept("");
        out.accept(String.format(Locale.ROOT, ROW, title, "median", "min", "max", ""));
        figures.all()
                .forEach((name, series) -> out.accept(String.format(
                        Locale.ROOT,
                        ROW,
                        name,
                        shown(series.median()),
                        shown(series.min()),
                        shown(series.max()),
                        series.unit())));
    }

    private static String shown(double value) {
        return String.format(Locale.ROOT, value >= 1_000 ? "%,.0f" : value >= 10 ? "%.1f" : "%.2f", value);
    }

    private ObjectNode json() {
        ObjectNode root = JsonNodeFactory.instance.objectNode();
        head.forEach((name, value) -> root.putPOJO(name, value));
        ObjectNode where = root.putObject("machine");
        machine.forEach(where::put);
        ObjectNode measured = root.putObject("figures");
        figures.all()
                .forEach((name, series) -> measured.putObject(name)
                        .put("median", rounded(series.median()))
                        .put("min", rounded(series.min()))
                        .put("max", rounded(series.max()))
                        .put("unit", series.unit()));
        ObjectNode ratios = root.putObject("ratios");
        goals.ratios().all().forEach((name, series) -> ratios.put(name, rounded(series.median())));
        ObjectNode aims = root.putObject("goals");
        for (Goals.Goal goal : goals.all()) {
            aims.putObject(goal.name())
                    .put(goal.least() ? "at_least" : "at_most", goal.bound())
                    .put("met", goal.isMet());
        }
        return root;
    }

    private static double rounded(double value) {
        return Math.round(value * 1_000) / 1_000.0;
    }
}
