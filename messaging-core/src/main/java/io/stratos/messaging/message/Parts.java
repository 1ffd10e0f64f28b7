package io.stratos.messaging.message;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * Where a text is cut into segments, and how long each is.
 *
 * @param ends where each segment ends in the text, in UTF-16 units; the last is the end of the text
 * @param units the length of each segment in units of the encoding, headers not counted
 * @param characters the length of the text in characters, as {@link Segments#characters()} counts them
 */
record Parts(List<Integer> ends, List<Integer> units, int characters) {

    /** Cuts a text whose every unit is in the GSM alphabet; an escape and its character stay together. */
    static Parts ofGsm(String text) {
        int total = 0;
        for (int i = 0; i < text.length(); i++) {
            total += GsmAlphabet.septets(text.charAt(i));
        }
        if (total <= TextEncoding.GSM_7.singleCapacity()) {
            return new Parts(List.of(text.length()), List.of(total), total);
        }
        int capacity = TextEncoding.GSM_7.partCapacity();
        List<Integer> ends = new ArrayList<>();
        List<Integer> units = new ArrayList<>();
        int used = 0;
        for (int i = 0; i < text.length(); i++) {
            int septets = GsmAlphabet.septets(text.charAt(i));
            if (used + septets > capacity) {
                ends.add(i);
                units.add(used);
                used = 0;
            }
            used += septets;
        }
        ends.add(text.length());
        units.add(used);
        return new Parts(List.copyOf(ends), List.copyOf(units), total);
    }

    /** Cuts any text by UTF-16 units; a grapheme cluster stays together, but CR and LF of a line end may part. */
    static Parts ofUcs2(String text) {
        int capacity = TextEncoding.UCS_2.partCapacity();
        BitSet cuts = GraphemeClusters.cuts(text, capacity);
        int[] characters = {0};
        GraphemeClusters.visit(text, (start, end) -> {
            characters[0]++;
            if (GraphemeClusters.isLineEnd(text, start, end)) {
                cuts.set(start + 1);
                characters[0]++;
            }
            return true;
        });
        if (text.length() <= TextEncoding.UCS_2.singleCapacity()) {
            return new Parts(List.of(text.length()), List.of(text.length()), characters[0]);
        }
        List<Integer> ends = new ArrayList<>();
        List<Integer> units = new ArrayList<>();
        int start = 0;
        while (start < text.length()) {
            int end = cuts.previousSetBit(Math.min(start + capacity, text.length()));
            ends.add(end);
            units.add(end - start);
            start = end;
        }
        return new Parts(List.copyOf(ends), List.copyOf(units), characters[0]);
    }

    int count() {
        return ends.size();
    }

    /** The sum of the units of all segments. */
    int total() {
        return units.stream().mapToInt(Integer::intValue).sum();
    }

    /** Cuts the text, which must be the one measured. */
    List<String> textsOf(String text) {
        List<String> texts = new ArrayList<>(ends.size());
        int start = 0;
        for (int end : ends) {
            texts.add(text.substring(start, end));
            start = end;
        }
        return List.copyOf(texts);
    }
}
