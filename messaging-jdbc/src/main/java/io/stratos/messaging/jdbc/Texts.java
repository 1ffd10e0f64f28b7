package io.stratos.messaging.jdbc;

import io.stratos.messaging.delivery.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The statements' texts as JDBC wants them, each read once: a question mark for each named parameter. */
final class Texts {

    /** There are fewer; if there ever are more, the others are read each time. */
    private static final int MOST_KEPT = 2_000;

    private final Map<String, Text> known = new ConcurrentHashMap<>();
    private final Map<List<@Nullable Object>, Shape> shapes = new ConcurrentHashMap<>();

    private final VerdictTexts verdicts = new VerdictTexts();

    /**
     * A text and the names of its parameters, one for each question mark.
     *
     * @param text for {@code prepareStatement}
     * @param parameters in the order they stand
     */
    record Text(String text, List<String> parameters) {}

    Text of(String named) {
        Text read = known.get(named);
        if (read == null) {
            read = read(named);
            if (known.size() < MOST_KEPT) {
                known.put(named, read);
            }
        }
        return read;
    }

    /**
     * A statement that need not be made to be found.
     *
     * @param key equal for statements that have the same text
     * @param named makes the text
     * @param written whose parameters it has
     */
    Shape of(List<@Nullable Object> key, Supplier<String> named, List<Rows<?>> written) {
        Shape shape = shapes.get(key);
        if (shape == null) {
            shape = Shape.of(read(named.get()), written);
            if (shapes.size() < MOST_KEPT) {
                shapes.put(key, shape);
            }
        }
        return shape;
    }

    /** {@return verdicts as they are stored} */
    String verdicts(List<Verdict> list) {
        return verdicts.of(list);
    }

    /** A parameter is a colon and a name; colons within quotes and double ones are something else. */
    private static Text read(String named) {
        StringBuilder text = new StringBuilder(named.length());
        List<String> parameters = new ArrayList<>();
        boolean quoted = false;
        int at = 0;
        while (at < named.length()) {
            char c = named.charAt(at);
            quoted ^= c == '\'';
            int end = at + 1;
            if (c == ':' && !quoted) {
                while (end < named.length() && (named.charAt(end) == ':' || isOfName(named.charAt(end)))) {
                    end++;
                }
            }
            boolean isParameter = end > at + 1 && named.charAt(at + 1) != ':';
            if (isParameter) {
                parameters.add(named.substring(at + 1, end));
                text.append('?');
            } else {
                text.append(named, at, end);
            }
            at = end;
        }
        return new Text(text.toString(), List.copyOf(parameters));
    }

    private static boolean isOfName(char c) {
        return c == '_' || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
    }
}
