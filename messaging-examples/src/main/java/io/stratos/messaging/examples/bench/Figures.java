package io.stratos.messaging.examples.bench;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What was measured, by name: one value for each round. */
final class Figures {

    private final Map<String, Series> all = new LinkedHashMap<>();

    /**
     * The values of one figure.
     *
     * @param unit what they are counted in
     * @param values one for each round, in order
     */
    record Series(String unit, List<Double> values) {

        double median() {
            List<Double> sorted = values.stream().sorted().toList();
            int middle = sorted.size() / 2;
            return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
        }

        double min() {
            return Collections.min(values);
        }

        double max() {
            return Collections.max(values);
        }

        /** {@return this in relation to another, round by round, so that what slowed both counts for neither} */
        Series over(Series other) {
            List<Double> ratios = new ArrayList<>();
            for (int i = 0; i < values.size(); i++) {
                ratios.add(values.get(i) / other.values.get(i));
            }
            return new Series("", ratios);
        }
    }

    void add(String name, String unit, double value) {
        all.computeIfAbsent(name, n -> new Series(unit, new ArrayList<>()))
                .values()
                .add(value);
    }

    /** Adds how many went in a second. */
    void addRate(String name, int messages, long nanos) {
        add(name, "msg/s", messages * 1e9 / nanos);
    }

    Series of(String name) {
        Series series = all.get(name);
        if (series == null) {
            throw new IllegalArgumentException("nothing was measured as " + name + "; " + all.keySet());
        }
        return series;
    }

    Map<String, Series> all() {
        return Collections.unmodifiableMap(all);
    }
}
