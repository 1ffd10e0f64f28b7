package io.stratos.messaging.dossier;

import java.util.List;

/**
 * Writes one HTML page. Whatever is not markup of ours is escaped, and stands apart from the text around it, so that right-to-left
 * marks in what a customer wrote cannot turn a line around.
 */
final class Html {

    private static final String HEAD = """
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>""";

    private static final String STYLE = """
            </title>
            <style>
            body { font: 14px/1.45 Georgia, "Times New Roman", serif; color: #111; max-width: 62em; margin: 2em auto; padding: 0 1em; }
            h1 { font-size: 1.7em; margin: 0 0 .2em; }
            h2 { font-size: 1.25em; border-bottom: 2px solid #111; margin: 2em 0 .6em; padding-bottom: .15em; }
            h3 { font-size: 1.05em; margin: 1.5em 0 .3em; }
            table { border-collapse: collapse; width: 100%; margin: .4em 0 1em; }
            th, td { text-align: left; vertical-align: top; padding: .3em .6em .3em 0; border-bottom: 1px solid #ccc; overflow-wrap: anywhere; }
            td:nth-child(2) { min-width: 9em; }
            th { font-size: .85em; border-bottom-color: #111; white-space: nowrap; }
            th.side { width: 13em; border-bottom-color: #ccc; font-weight: normal; color: #555; }
            .said { white-space: pre-wrap; border-left: 3px solid #999; padding: .2em 0 .2em .8em; margin: .3em 0; }
            .no { font-weight: bold; }
            .code { font: .82em/1.4 ui-monospace, Menlo, Consolas, monospace; }
            .fine { color: #555; font-size: .9em; }
            @page { margin: 18mm 15mm; }
            @media print {
              body { font-size: 10pt; margin: 0; max-width: none; padding: 0; }
              thead { display: table-header-group; }
              tr, .said { break-inside: avoid; }
              h2, h3 { break-after: avoid; }
            }
            </style>
            </head>
            <body>
            """;

    private final StringBuilder out = new StringBuilder();

    Html(String title) {
        out.append(HEAD).append(escaped(title)).append(STYLE);
    }

    Html heading(int level, String text) {
        return element("h" + level, "", text);
    }

    Html paragraph(String style, String text) {
        return element("p", style, text);
    }

    Html quote(String text) {
        out.append("<div class=\"said\">").append(apart(text)).append("</div>\n");
        return this;
    }

    /** Names and values in turn. */
    Html facts(List<String> pairs) {
        out.append("<table>\n");
        for (int i = 0; i + 1 < pairs.size(); i += 2) {
            out.append("<tr><th class=\"side\" scope=\"row\">")
                    .append(apart(pairs.get(i)))
                    .append("</th><td>")
                    .append(apart(pairs.get(i + 1)))
                    .append("</td></tr>\n");
        }
        out.append("</table>\n");
        return this;
    }

    /** A table; a line feed in a cell begins a new line, cells of the last column are set as code if they say so. */
    Html table(List<String> head, List<List<String>> rows) {
        out.append("<table>\n<thead><tr>");
        head.forEach(
                name -> out.append("<th scope=\"col\">").append(escaped(name)).append("</th>"));
        out.append("</tr></thead>\n<tbody>\n");
        for (List<String> row : rows) {
            out.append("<tr>");
            row.forEach(cell -> out.append("<td>").append(lines(cell)).append("</td>"));
            out.append("</tr>\n");
        }
        out.append("</tbody>\n</table>\n");
        return this;
    }

    String end() {
        return out + "</body>\n</html>\n";
    }

    private Html element(String name, String style, String text) {
        out.append('<').append(name);
        if (!style.isEmpty()) {
            out.append(" class=\"").append(style).append('"');
        }
        out.append('>').append(apart(text)).append("</").append(name).append(">\n");
        return this;
    }

    private static String lines(String cell) {
        StringBuilder all = new StringBuilder();
        for (String line : cell.split("\n", -1)) {
            all.append(all.length() == 0 ? "" : "<br>").append(apart(line));
        }
        return all.toString();
    }

    private static String apart(String text) {
        return "<bdi>" + escaped(text) + "</bdi>";
    }

    /** Control characters and halves of surrogate pairs, which HTML does not allow, become U+FFFD. */
    static String escaped(String text) {
        StringBuilder safe = new StringBuilder(text.length() + 16);
        for (int i = 0; i < text.length(); ) {
            int point = text.codePointAt(i);
            i += Character.charCount(point);
            switch (point) {
                case '&' -> safe.append("&amp;");
                case '<' -> safe.append("&lt;");
                case '>' -> safe.append("&gt;");
                case '"' -> safe.append("&quot;");
                case '\'' -> safe.append("&#39;");
                case '\n', '\t' -> safe.append((char) point);
                default -> {
                    boolean allowed = !Character.isISOControl(point) && Character.getType(point) != Character.SURROGATE;
                    safe.appendCodePoint(allowed ? point : 0xFFFD);
                }
            }
        }
        return safe.toString();
    }
}
