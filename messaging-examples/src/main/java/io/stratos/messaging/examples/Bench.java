package io.stratos.messaging.examples;

import io.stratos.messaging.examples.bench.Benchmark;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** The benchmarks, under one name. */
final class Bench implements Example {

    private static final int MISUSED = 2;

    @Override
    public String name() {
        return "bench";
    }

    @Override
    public String summary() {
        return "how fast it is, beside yardsticks; lists the benchmarks";
    }

    @Override
    public String help() {
        String names = Benchmark.all().stream()
                .map(each -> String.format(Locale.ROOT, "  %-8s %s%n", each.name(), each.summary()))
                .collect(Collectors.joining());
        return """
                bench [NAME [options]]

                The benchmarks; bench NAME --help explains one:

                %s
                Each starts a PostgreSQL of its own in a temporary directory, prints a table, and
                as its last line one JSON object. Nothing is coloured, with or without NO_COLOR.
                """.formatted(names);
    }

    @Override
    public String help(List<String> options) {
        return named(options).map(Benchmark::help).orElseGet(this::help);
    }

    @Override
    public int run(List<String> options, Surroundings here) throws IOException {
        Optional<Benchmark> chosen = named(options);
        if (chosen.isPresent()) {
            return chosen.get().run(options.subList(1, options.size()), here.clock(), here.screen()::text);
        }
        if (!options.isEmpty()) {
            here.screen().text("There is no benchmark '" + options.get(0) + "'; bench --help lists them");
            return MISUSED;
        }
        here.screen().text(help().stripTrailing());
        return 0;
    }

    private static Optional<Benchmark> named(List<String> options) {
        return Benchmark.all().stream()
                .filter(each -> !options.isEmpty() && each.name().equals(options.get(0)))
                .findFirst();
    }
}
