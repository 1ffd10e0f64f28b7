package io.stratos.messaging.internal.consent;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Comma-separated values by RFC 4180: records end with CR LF, every cell stands in quotes.
 *
 * <p>A cell that a spreadsheet would take for a formula, because of how it begins, gets an apostrophe before it, which
 * spreadsheets do not show; reading takes it away again.
 */
public final class Csv {

    private static final String FORMULA = "=+-@\t\r\n";

    private Csv() {}

    /**
     * One record.
     *
     * @param cells what stands in it
     * @return its text, with the end of the line
     */
    public static String line(List<String> cells) {
        return cells.stream().map(Csv::cell).collect(Collectors.joining(",", "", "\r\n"));
    }

    private static String cell(String text) {
        boolean guarded = !text.isEmpty() && (FORMULA.indexOf(text.charAt(0)) >= 0 || isGuarded(text));
        return '"' + (guarded ? "'" : "") + text.replace("\"", "\"\"") + '"';
    }

    /** So that an apostrophe of its own is not taken away. */
    private static boolean isGuarded(String text) {
        return text.charAt(0) == '\'' && text.length() > 1 && (FORMULA + "'").indexOf(text.charAt(1)) >= 0;
    }

    /**
     * Reads records; LF alone ends one too, and a byte order mark is skipped.
     *
     * @param text the file
     * @return its records; one with an open quote at the end is read as far as it goes
     */
    public static List<List<String>> read(String text) {
        List<List<String>> records = new ArrayList<>();
        List<String> record = new ArrayList<>();
        StringBuilder cell = new StringBuilder();
        boolean quoted = false;
        int from = text.startsWith("\uFEFF") ? 1 : 0;
        for (int i = from; i < text.length(); i++) {
            char c = text.charAt(i);
            if (quoted) {
                boolean escaped = c == '"' && i + 1 < text.length() && text.charAt(i + 1) == '"';
                quoted = c != '"' || escaped;
                if (quoted) {
                    cell.append(c);
                }
                i += escaped ? 1 : 0;
            } else if (c == '"') {
                quoted = true;
            } else if (c == ',' || c == '\n') {
                record.add(take(cell));
                if (c == '\n') {
                    records.add(List.copyOf(record));
                    record.clear();
                }
            } else if (c != '\r') {
                cell.append(c);
            }
        }
        if (cell.length() > 0 || !record.isEmpty()) {
            record.add(take(cell));
            records.add(List.copyOf(record));
        }
        return records;
    }

    private static String take(StringBuilder cell) {
        String text = cell.toString();
        cell.setLength(0);
        boolean guarded = text.length() > 1 && text.charAt(0) == '\'' && (FORMULA + "'").indexOf(text.charAt(1)) >= 0;
        return guarded ? text.substring(1) : text;
    }
}
