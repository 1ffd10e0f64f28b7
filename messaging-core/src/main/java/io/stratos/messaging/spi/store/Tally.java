package io.stratos.messaging.spi.store;

import io.stratos.messaging.limit.Period;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How much of one limit is used, and what was promised of what becomes free: a value that is a short text.
 *
 * <p>Stores keep the text and lock its row; the arithmetic is here. Every answer is on the safe side: an instant is
 * counted as the next microsecond, and never before one counted already, so that a clock set back frees nothing. Immutable and safe for
 * use by many threads.
 */
public abstract sealed class Tally permits SlidingTally, CalendarTally {

    static final int RADIX = Character.MAX_RADIX;
    static final long MICROS = 1_000_000;
    static final String FIELD = ";";
    static final int WHOLE = 100;

    Tally() {}

    /**
     * Reads a tally.
     *
     * @param text what {@link #text} gave; null for a limit that was never used
     * @param period the limit's period; what is used of another kind of period is forgotten
     * @return the tally
     */
    public static Tally of(@Nullable String text, Period period) {
        return period instanceof Period.Sliding ? SlidingTally.parse(text) : CalendarTally.parse(text, period);
    }

    /**
     * Whether there is room.
     *
     * @param draw for what
     * @param now what time it is, read after the tally's row was locked
     * @return null if there is room; else from when it may have some
     */
    public abstract @Nullable Instant refusal(Draw draw, Instant now);

    /**
     * Uses it up. To be called where {@link #refusal} found room.
     *
     * @param draw for what
     * @param now the same instant
     * @return the tally afterwards
     */
    public abstract Tally take(Draw draw, Instant now);

    /**
     * Notes what {@link #refusal} promised, so that the next one is promised something later.
     *
     * @param draw for what
     * @param until what was answered
     * @param now the same instant
     * @return the tally afterwards
     */
    public abstract Tally promise(Draw draw, Instant until, Instant now);

    /**
     * How much is used.
     *
     * @param period its period
     * @param now what time it is
     * @return the sum
     */
    public abstract long used(Period period, Instant now);

    /**
     * From when an amount fits, whatever was promised to others.
     *
     * @param amount how much
     * @param limit the limit
     * @param period its period
     * @param now what time it is
     * @return now or later
     */
    public abstract Instant free(long amount, long limit, Period period, Instant now);

    /**
     * The percentages that are reached and were not told yet in this period.
     *
     * @param draw the limit, and at which percentages
     * @param refused whether room was refused: then the limit counts as reached
     * @param now the same instant
     * @return which, ascending
     */
    public abstract List<Integer> untold(Draw draw, boolean refused, Instant now);

    /**
     * Notes what was told.
     *
     * @param draw the limit
     * @param percentages what {@link #untold} gave
     * @param now the same instant
     * @return the tally afterwards
     */
    public abstract Tally told(Draw draw, List<Integer> percentages, Instant now);

    /** {@return the tally as text, mostly under 100 and never over 1500 characters} */
    public abstract String text();

    static long ceil(Instant at) {
        return floor(at.plusNanos(999));
    }

    static long floor(Instant at) {
        return Math.addExact(Math.multiplyExact(at.getEpochSecond(), MICROS), at.getNano() / 1000);
    }

    static Instant instant(long micros) {
        return Instant.ofEpochSecond(Math.floorDiv(micros, MICROS), Math.floorMod(micros, MICROS) * 1000);
    }

    static String write(long number) {
        return Long.toString(number, RADIX);
    }

    static long read(String text) {
        return text.isEmpty() ? 0 : Long.parseLong(text, RADIX);
    }
}
