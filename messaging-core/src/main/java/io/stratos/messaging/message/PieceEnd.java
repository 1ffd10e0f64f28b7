package io.stratos.messaging.message;

import java.util.BitSet;

/**
 * The search for the best end of one piece of a long text, of which more than a piece is left.
 *
 * <p>It looks at most three pieces ahead, so that a text is cut in linear time even if it is all white space.
 */
final class PieceEnd {

    private static final int NONE = -1;
    private static final int AFTER_WORD = 1;
    private static final int AFTER_SENTENCE = 2;
    private static final int AFTER_LINE = 3;

    private final String text;
    private final BitSet cuts;
    private final int start;
    private final int limit;
    private final int farthest;
    private final int firstInk;

    PieceEnd(String text, BitSet cuts, int start, int limit) {
        this.text = text;
        this.cuts = cuts;
        this.start = start;
        this.limit = limit;
        this.farthest = cuts.previousSetBit(start + limit);
        this.firstInk = nextInk(start, farthest);
    }

    /** Where the piece ends: after its start, at a cut, and at most the limit away. */
    int find() {
        int earliest = Math.max(start + 1, start + limit - limit / 5);
        int best = NONE;
        int bestRank = 0;
        int ink = nextInk(farthest, farthest + limit);
        int previous = farthest;
        for (int end = farthest; end >= earliest; end = cuts.previousSetBit(end - 1)) {
            int nearer = nextInk(end, previous);
            ink = nearer == NONE ? ink : nearer;
            previous = end;
            int rank = rank(end);
            if (rank > bestRank && hasInkOnBothSides(end, ink)) {
                best = end;
                bestRank = rank;
            }
        }
        return best == NONE ? withoutBreak() : best;
    }

    private boolean hasInkOnBothSides(int end, int ink) {
        boolean inkBefore = firstInk != NONE && firstInk < end;
        return inkBefore && ink != NONE && cuts.nextSetBit(ink + 1) <= end + limit;
    }

    /** The longest piece, unless the next would then be blank and giving it the last character of this one helps. */
    private int withoutBreak() {
        if (firstInk == NONE) {
            return farthest;
        }
        int ink = nextInk(farthest, farthest + 2 * limit);
        if (ink != NONE && cuts.nextSetBit(ink + 1) <= farthest + limit) {
            return farthest;
        }
        int handedOver = cuts.previousSetBit(lastInk());
        boolean helps =
                ink == NONE ? text.length() - handedOver <= limit : cuts.nextSetBit(ink + 1) - handedOver <= 2 * limit;
        return helps && firstInk < handedOver ? handedOver : farthest;
    }

    private int lastInk() {
        int i = farthest - 1;
        while (Character.isWhitespace(text.charAt(i))) {
            i--;
        }
        return i;
    }

    private int nextInk(int from, int to) {
        int end = Math.min(to, text.length());
        for (int i = from; i < end; i++) {
            if (!Character.isWhitespace(text.charAt(i))) {
                return i;
            }
        }
        return NONE;
    }

    /** How good it is to cut before this place; 0 is inside a word. */
    private int rank(int end) {
        char last = text.charAt(end - 1);
        return switch (last) {
            case '\n', '\r', '\u0085', '\u2028', '\u2029' -> AFTER_LINE;
            case '。', '！', '？' -> AFTER_SENTENCE;
            default -> {
                if (!Character.isWhitespace(last)) {
                    yield 0;
                }
                yield end - 2 >= start && endsSentence(text.charAt(end - 2)) ? AFTER_SENTENCE : AFTER_WORD;
            }
        };
    }

    private static boolean endsSentence(char unit) {
        return unit == '.' || unit == '!' || unit == '?' || unit == '…';
    }
}
