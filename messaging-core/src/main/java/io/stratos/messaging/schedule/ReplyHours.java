package io.stratos.messaging.schedule;

import io.stratos.messaging.exception.InvalidScheduleException;
import java.time.Instant;
import java.util.Arrays;

/**
 * In which hours of the day a contact answered, by one clock: 24 small counts. Replies within three hours of one that was
 * counted belong to the same conversation and are not counted; when sixty are, all counts are halved, so that what was long ago
 * fades. Immutable and safe for use by many threads.
 */
public final class ReplyHours {

    /** How many hours a day has. */
    public static final int HOURS = 24;

    private static final int FULL = 60;
    private static final int APART = 3;
    private static final int SECONDS = 3600;
    private static final String DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private static final ReplyHours NONE = new ReplyHours(new int[HOURS], 0);

    private final int[] counts;
    private final long last;

    private ReplyHours(int[] counts, long last) {
        this.counts = counts;
        this.last = last;
    }

    /** {@return none so far} */
    public static ReplyHours none() {
        return NONE;
    }

    /**
     * With one more reply.
     *
     * @param at when
     * @param hour which hour of the day that was for the contact, from 0 to 23
     * @return a new value; the same if the reply belongs to the conversation counted before
     */
    public ReplyHours after(Instant at, int hour) {
        long now = Math.floorDiv(at.getEpochSecond(), SECONDS);
        if (now - last < APART) {
            return this;
        }
        int[] more = counts.clone();
        more[hour]++;
        if (total(more) >= FULL) {
            Arrays.setAll(more, h -> more[h] / 2);
        }
        return new ReplyHours(more, now);
    }

    /**
     * Those of one hour.
     *
     * @param hour which, from 0 to 23
     * @return how many
     */
    public int in(int hour) {
        return counts[hour];
    }

    /** {@return all} */
    public int total() {
        return total(counts);
    }

    private static int total(int[] counts) {
        return Arrays.stream(counts).sum();
    }

    /** {@return as a store keeps it: a character for each hour, and the hour of the last} */
    public String encoded() {
        StringBuilder text = new StringBuilder(HOURS + 6);
        Arrays.stream(counts).forEach(count -> text.append(DIGITS.charAt(count)));
        return text.append(last).toString();
    }

    /**
     * What a store kept.
     *
     * @param encoded as {@link #encoded} gave it
     * @return the same value
     * @throws InvalidScheduleException if it is none
     */
    public static ReplyHours decoded(String encoded) {
        int[] counts = new int[HOURS];
        for (int hour = 0; hour < HOURS; hour++) {
            counts[hour] = hour < encoded.length() ? DIGITS.indexOf(encoded.charAt(hour)) : -1;
            if (counts[hour] < 0) {
                throw new InvalidScheduleException("'" + encoded + "' are no reply hours");
            }
        }
        return new ReplyHours(counts, Long.parseLong(encoded.substring(HOURS)));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ReplyHours that && last == that.last && Arrays.equals(counts, that.counts);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(counts) * 31 + Long.hashCode(last);
    }

    /** {@return as it is kept} */
    @Override
    public String toString() {
        return encoded();
    }
}
