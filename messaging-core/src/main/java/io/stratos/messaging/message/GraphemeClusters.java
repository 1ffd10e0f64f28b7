package io.stratos.messaging.message;

import java.util.BitSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The characters of a text as a reader counts them: extended grapheme clusters of Unicode UAX #29.
 *
 * <p>The rules are those of the running Java version. An unpaired surrogate is a cluster of its own.
 */
final class GraphemeClusters {

    // BreakIterator takes flags and emoji sequences apart on Java 17; the regular expression does not.
    private static final Pattern CLUSTER = Pattern.compile("\\X");

    private GraphemeClusters() {}

    /** Receives a cluster as the half-open range of its UTF-16 units. */
    @FunctionalInterface
    interface Visitor {
        /** Takes the next cluster, from left to right; false ends the walk. */
        boolean cluster(int start, int end);
    }

    /** Shows the visitor every cluster in order, in time linear in the text. */
    static void visit(String text, Visitor visitor) {
        Matcher matcher = CLUSTER.matcher(text);
        while (matcher.find()) {
            if (!visitor.cluster(matcher.start(), matcher.end())) {
                return;
            }
        }
    }

    /**
     * The places where the text may be cut into pieces of at most {@code limit} units, its start and end among them.
     *
     * <p>These are the bounds of clusters; in a cluster longer than the limit also the bounds of its code points.
     */
    static BitSet cuts(String text, int limit) {
        BitSet cuts = new BitSet(text.length() + 1);
        cuts.set(text.length());
        visit(text, (start, end) -> {
            cuts.set(start);
            if (end - start > limit) {
                for (int i = start; i < end; i += Character.charCount(text.codePointAt(i))) {
                    cuts.set(i);
                }
            }
            return true;
        });
        return cuts;
    }

    /** Whether the cluster is a carriage return with its line feed, which an SMS carries as two characters. */
    static boolean isLineEnd(String text, int start, int end) {
        return end - start == 2 && text.charAt(start) == '\r' && text.charAt(start + 1) == '\n';
    }
}
