package io.stratos.messaging.message;

import java.util.Objects;
import java.util.stream.Collectors;

/**
 * A character, as a reader sees it, that the GSM 03.38 alphabet lacks and that so forces a message into UCS-2.
 *
 * @param grapheme the whole character; several code points for flags, skin tones, and letters with separate accents
 * @param index where it starts in {@link Segments#text()}, in UTF-16 units
 */
public record Offender(String grapheme, int index) {

    private static final int NAMED_CODE_POINTS = 8;

    /** Creates an offender; the grapheme must not be empty, and is not checked against the alphabet. */
    public Offender {
        Objects.requireNonNull(grapheme, "grapheme");
        if (grapheme.isEmpty()) {
            throw new IllegalArgumentException("grapheme is empty: one character is needed");
        }
    }

    /**
     * The Unicode names of its code points, joined by {@code " + "}, such as {@code LATIN SMALL LETTER E + COMBINING
     * ACUTE ACCENT}.
     *
     * <p>The names are those of the running Java version; unassigned code points are given as {@code U+XXXX}. After
     * eight code points the rest is only indicated.
     */
    public String unicodeName() {
        String names = grapheme.codePoints()
                .limit(NAMED_CODE_POINTS)
                .mapToObj(Offender::nameOf)
                .collect(Collectors.joining(" + "));
        boolean complete = grapheme.codePoints().limit(NAMED_CODE_POINTS + 1L).count() <= NAMED_CODE_POINTS;
        return complete ? names : names + " + …";
    }

    private static String nameOf(int codePoint) {
        String name = Character.getName(codePoint);
        return name == null ? String.format("U+%04X", codePoint) : name;
    }
}
