package io.stratos.messaging.message;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Objects;

/**
 * Cuts a text that is too long for one request to a provider into pieces to be sent one after the other.
 *
 * <p>It knows nothing of SMS segments, see {@link Segments}; the limit is the provider's own, such as the 1600
 * characters of Twilio. It adds no numbering and removes nothing.
 */
public final class LongText {

    /** The smallest limit that {@link #split} takes, in UTF-16 units: the longest code point must fit. */
    public static final int SMALLEST_LIMIT = 2;

    private LongText() {}

    /**
     * The pieces of the text, at least one, each of at most {@code limit} UTF-16 units; joined they are the text.
     *
     * <p>No piece ends inside a character as a reader sees it, unless that character alone is longer than the limit. In
     * the last fifth of a piece a cut after a line end is preferred to one after a sentence, and that to one after a
     * word; without any of them the piece is as long as it can be. A piece of white space alone is avoided where moving
     * the cuts beside it is enough; a run of white space longer than two pieces still makes some.
     *
     * <p>Takes time linear in the text. Any text is accepted, unpaired surrogates included; an empty one is one empty
     * piece.
     *
     * @throws IllegalArgumentException if the limit is less than {@value #SMALLEST_LIMIT}
     */
    public static List<String> split(String text, int limit) {
        Objects.requireNonNull(text, "text");
        if (limit < SMALLEST_LIMIT) {
            throw new IllegalArgumentException(
                    "limit is " + limit + " UTF-16 units: at least " + SMALLEST_LIMIT + " are needed");
        }
        if (text.length() <= limit) {
            return List.of(text);
        }
        BitSet cuts = GraphemeClusters.cuts(text, limit);
        List<String> pieces = new ArrayList<>(text.length() / limit + 1);
        int start = 0;
        while (text.length() - start > limit) {
            int end = new PieceEnd(text, cuts, start, limit).find();
            pieces.add(text.substring(start, end));
            start = end;
        }
        pieces.add(text.substring(start));
        return List.copyOf(pieces);
    }
}
