package io.stratos.messaging.exception;

import org.jspecify.annotations.Nullable;

/**
 * Foreign text made safe to stand in a message or a log line: in quotes, on one line, short.
 *
 * <p>It is for people to recognise the text by; it cannot be turned back into the text.
 */
final class Quoted {

    static final int MAX_LENGTH = 60;

    private static final String CUT = "…";

    private Quoted() {}

    /**
     * The text in double quotes, at most {@value #MAX_LENGTH} UTF-16 units in all, or the bare word null.
     *
     * <p>Control, format (among them bidirectional), private-use, unassigned and unpaired surrogate code points, line
     * separators, quotes and backslashes are escaped. Takes constant time however long the text is. Never throws.
     */
    static String of(@Nullable String text) {
        if (text == null) {
            return "null";
        }
        int room = MAX_LENGTH - 2;
        StringBuilder out = new StringBuilder(MAX_LENGTH).append('"');
        // The mark of a cut needs room only if something is cut, so the last place that leaves room for it is kept.
        int lastWithRoomForCut = out.length();
        for (int i = 0; i < text.length(); ) {
            int codePoint = text.codePointAt(i);
            i += Character.charCount(codePoint);
            append(out, codePoint);
            int length = out.length() - 1;
            if (length > room) {
                out.setLength(lastWithRoomForCut);
                return out.append(CUT).append('"').toString();
            }
            if (length <= room - CUT.length()) {
                lastWithRoomForCut = out.length();
            }
        }
        return out.append('"').toString();
    }

    private static void append(StringBuilder out, int codePoint) {
        switch (codePoint) {
            case '"', '\\' -> out.append('\\').append((char) codePoint);
            case '\n' -> out.append("\\n");
            case '\r' -> out.append("\\r");
            case '\t' -> out.append("\\t");
            default -> {
                if (isUnsafe(codePoint)) {
                    out.append(String.format(codePoint > 0xFFFF ? "\\u{%X}" : "\\u%04X", codePoint));
                } else {
                    out.appendCodePoint(codePoint);
                }
            }
        }
    }

    private static boolean isUnsafe(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> true;
            default -> false;
        };
    }
}
