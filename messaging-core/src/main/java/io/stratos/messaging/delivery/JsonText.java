package io.stratos.messaging.delivery;

import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes maps, lists, texts, numbers and null as JSON by RFC 8259: what a few lines can do needs no library. */
final class JsonText {

    private final StringBuilder out = new StringBuilder();

    private JsonText() {}

    static String of(Map<String, ?> object) {
        JsonText text = new JsonText();
        text.value(object, 0);
        return text.out.append('\n').toString();
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
            line(depth + 1);
            Object item = items.next();
            if (item instanceof Map.Entry<?, ?> member) {
                string(String.valueOf(member.getKey()));
                out.append(": ");
                value(member.getValue(), depth + 1);
            } else {
                value(item, depth + 1);
            }
            out.append(items.hasNext() ? "," : "");
        }
        if (some) {
            line(depth);
        }
        out.append(close);
    }

    private void line(int depth) {
        out.append('\n').append("  ".repeat(depth));
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
