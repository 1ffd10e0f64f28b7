package io.stratos.messaging.message;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * How a text travels as SMS: its encoding and the segments a carrier cuts it into and bills.
 *
 * <p>It is a forecast by the rules of 3GPP TS 23.038 and TS 23.040, with a concatenation header of 48 bits in each of
 * several segments. It does not promise what a provider bills: one that rewrites links or adds an opt-out notice sends
 * another text. It sets no upper bound to the number of segments, though providers do.
 *
 * <p>Any text is accepted, unpaired surrogates included, and measured in time linear in its length. An empty text is
 * one empty segment. Values are immutable and safe to share between threads.
 */
public final class Segments {

    private static final long HEADER_BITS = 48;

    private final String text;
    private final List<Replacement> replacements;
    private final TextEncoding encoding;
    private final Parts parts;

    private Segments(String text, List<Replacement> replacements) {
        this.text = text;
        this.replacements = replacements;
        this.encoding = GsmAlphabet.covers(text) ? TextEncoding.GSM_7 : TextEncoding.UCS_2;
        this.parts = encoding == TextEncoding.GSM_7 ? Parts.ofGsm(text) : Parts.ofUcs2(text);
    }

    /** The segments of a text sent as it is. */
    public static Segments of(String text) {
        return of(text, SmartEncoding.OFF);
    }

    /** The segments of a text sent with smart encoding on or off at the provider. */
    public static Segments of(String text, SmartEncoding smart) {
        Objects.requireNonNull(text, "text");
        if (Objects.requireNonNull(smart, "smart") == SmartEncoding.OFF) {
            return new Segments(text, List.of());
        }
        SmartText encoded = SmartText.encode(text);
        return new Segments(encoded.text(), encoded.replacements());
    }

    /** The text that is measured: after smart encoding if that was on, else exactly as given. */
    public String text() {
        return text;
    }

    /** What smart encoding replaced, from left to right; empty if it was off or found nothing. */
    public List<Replacement> replacements() {
        return replacements;
    }

    /** The alphabet: UCS-2 as soon as one character is not in the GSM 03.38 alphabet. */
    public TextEncoding encoding() {
        return encoding;
    }

    /** The number of segments, at least 1. */
    public int count() {
        return parts.count();
    }

    /** The length of the text in units of its encoding, headers not counted: septets or UTF-16 units. */
    public int units() {
        return parts.total();
    }

    /**
     * The length of the text in characters, as providers' calculators count them.
     *
     * <p>In UCS-2 this is what a reader counts, an emoji being one; in GSM-7 it equals {@link #units()}, so that a
     * character of the extension table counts as two. A line end of CR and LF counts as two in both.
     */
    public int characters() {
        return parts.characters();
    }

    /** The length of each segment in units of the encoding, headers not counted; they add up to {@link #units()}. */
    public List<Integer> perSegmentUnits() {
        return parts.units();
    }

    /**
     * The text of each segment; joined they are {@link #text()}.
     *
     * <p>No segment ends inside a character: neither between the two septets of an extension character nor, in UCS-2,
     * inside a grapheme cluster, unless that cluster alone is longer than a segment. Each call cuts the strings anew.
     */
    public List<String> parts() {
        return parts.textsOf(text);
    }

    /** The size of the text in bits, headers not counted. */
    public long bits() {
        return (long) units() * encoding.bitsPerUnit();
    }

    /** The size in bits of all that is sent: the text and, if there are several segments, 48 bits of header in each. */
    public long totalBits() {
        return count() == 1 ? bits() : bits() + HEADER_BITS * count();
    }

    /**
     * Every character that is not in the GSM 03.38 alphabet, in order, repeated as often as it occurs; empty in GSM-7.
     *
     * <p>Found anew by each call, in time and memory linear in the text.
     */
    public List<String> nonGsmCharacters() {
        if (encoding == TextEncoding.GSM_7) {
            return List.of();
        }
        List<String> found = new ArrayList<>();
        GraphemeClusters.visit(text, (start, end) -> {
            if (isNonGsm(start, end)) {
                found.add(text.substring(start, end));
            }
            return true;
        });
        return List.copyOf(found);
    }

    /** The first character that is not in the GSM 03.38 alphabet, which is what to show an author; empty in GSM-7. */
    public Optional<Offender> firstNonGsm() {
        if (encoding == TextEncoding.GSM_7) {
            return Optional.empty();
        }
        List<Offender> found = new ArrayList<>(1);
        GraphemeClusters.visit(text, (start, end) -> {
            if (isNonGsm(start, end)) {
                found.add(new Offender(text.substring(start, end), start));
            }
            return found.isEmpty();
        });
        return Optional.of(found.get(0));
    }

    private boolean isNonGsm(int start, int end) {
        return end - start == 1
                ? GsmAlphabet.septets(text.charAt(start)) == 0
                : !GraphemeClusters.isLineEnd(text, start, end);
    }

    /** Equal if the measured text and the replacements are. */
    @Override
    public boolean equals(Object other) {
        return other instanceof Segments that && text.equals(that.text) && replacements.equals(that.replacements);
    }

    @Override
    public int hashCode() {
        return Objects.hash(text, replacements);
    }

    /** The figures without the text, which may be private. */
    @Override
    public String toString() {
        return "Segments[" + encoding + ", count=" + count() + ", units=" + units() + "]";
    }
}
