package io.stratos.messaging.delivery;

import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes maps, lists, texts, numbers and null as JSON by RFC 8259: what a few lines can do needs no library. */
public final class JsonText {

    private static final int ONE_LINE = -1;

    private final StringBuilder out = new StringBuilder();

    private JsonText() {}

    /**
     * An object over several lines.
     *
     * @param object of maps, lists, numbers, null, and what its {@code toString} shows
     * @return its text
     */
    public static String of(Map<String, ?> object) {
        JsonText text = new JsonText();
        text.value(object, 0);
        return text.out.append('\n').toString();
    }

    /**
     * An object on one line.
     *
     * @param object as in {@link #of}
     * @return its text, without an end of line
     */
    public static String line(Map<?, ?> object) {
        JsonText text = new JsonText();
        text.value(object, ONE_LINE);
        return text.out.toString();
    }

    private void value(@Nullable Object value, int depth) {
        if (value == null || value instanceof Number) {
            out.append(value);
        } else if (value instanceof Map<?, ?> map) {
            block('{', map.entrySet().iterator(), '}', depth);
        } else if (value instanceof List<?> list) {
            block('[', list.iterator(), ']', depth);
        } else {
            string(value.toString());
        }
    }

    private void block(char open, Iterator<?> items, char close, int depth) {
        out.append(open);
        boolean some = items.hasNext();
        while (items.hasNext()) {
            line(depth, 1);
            Object item = items.next();
            if (item instanceof Map.Entry<?, ?> member) {
                string(String.valueOf(member.getKey()));
                out.append(": ");
                value(member.getValue(), deeper(depth));
            } else {
                value(item, deeper(depth));
            }
            out.append(items.hasNext() ? "," : "");
        }
        if (some) {
            line(depth, 0);
        }
        out.append(close);
    }

    private static int deeper(int depth) {
        return depth == ONE_LINE ? ONE_LINE : depth + 1;
    }

    private void line(int depth, int more) {
        if (depth != ONE_LINE) {
            out.append('\n').append("  ".repeat(depth + more));
        }
    }

    /** Half of a surrogate pair has no UTF-8; it becomes U+FFFD. */
    private void string(String text) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                out.append('\\').append(c);
            } else if (c < ' ') {
                out.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
            } else if (Character.isHighSurrogate(c)
                    && i + 1 < text.length()
                    && Character.isLowSurrogate(text.charAt(i + 1))) {
                out.append(c).append(text.charAt(++i));
            } else {
                out.append(Character.isSurrogate(c) ? '\uFFFD' : c);
            }
        }
        out.append('"');
    }
}
