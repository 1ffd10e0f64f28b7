package io.stratos.messaging.message;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Properties;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A text after smart encoding, with what was replaced in it.
 *
 * @param text the text with the replacements made
 * @param replacements what was replaced, from left to right
 */
record SmartText(String text, List<Replacement> replacements) {

    private static final Table TABLE = Table.load();

    /** Replaces each code point of the smart-encoding table; all others stay. Linear in the text. */
    static SmartText encode(String source) {
        List<Replacement> replacements = new ArrayList<>();
        StringBuilder out = new StringBuilder(source.length());
        for (int i = 0; i < source.length(); i++) {
            char unit = source.charAt(i);
            String to = TABLE.replacement(unit);
            if (to == null) {
                out.append(unit);
            } else {
                out.append(to);
                replacements.add(new Replacement(i, String.valueOf(unit), to));
            }
        }
        return replacements.isEmpty()
                ? new SmartText(source, List.of())
                : new SmartText(out.toString(), List.copyOf(replacements));
    }

    /** Source characters in ascending order, each with its replacement at the same place; never changed once loaded. */
    private static final class Table {

        private static final String RESOURCE = "smart-encoding.properties";

        private final char[] from;
        private final String[] to;

        private Table(char[] from, String[] to) {
            this.from = from;
            this.to = to;
        }

        @Nullable
        String replacement(char unit) {
            int place = Arrays.binarySearch(from, unit);
            return place < 0 ? null : to[place];
        }

        static Table load() {
            TreeMap<Character, String> pairs = new TreeMap<>();
            Properties lines = read();
            for (String key : lines.stringPropertyNames()) {
                String to = key.equals("none") ? "" : decode(key);
                for (String codePoint : lines.getProperty(key).split(" ")) {
                    pairs.put(decode(codePoint).charAt(0), to);
                }
            }
            char[] from = new char[pairs.size()];
            String[] to = new String[pairs.size()];
            int place = 0;
            for (var pair : pairs.entrySet()) {
                from[place] = pair.getKey();
                to[place++] = pair.getValue();
            }
            return new Table(from, to);
        }

        private static Properties read() {
            try (InputStream in = SmartText.class.getResourceAsStream(RESOURCE)) {
                if (in == null) {
                    throw new IllegalStateException(RESOURCE + " is not beside " + SmartText.class.getName()
                            + ": the jar is incomplete, or a native image was built without its resources");
                }
                Properties lines = new Properties();
                lines.load(in);
                return lines;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private static String decode(String codePoints) {
            StringBuilder text = new StringBuilder();
            for (String codePoint : codePoints.split("\\+")) {
                text.append((char) Integer.parseInt(codePoint, 16));
            }
            return text.toString();
        }
    }
}
