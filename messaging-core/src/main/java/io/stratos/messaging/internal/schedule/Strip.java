package io.stratos.messaging.internal.schedule;

import io.stratos.messaging.schedule.WeekHours;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.Arrays;
import java.util.function.Function;

/**
 * The open stretches of a range of time, in seconds of the epoch: beginnings and ends in turn, each beginning included and
 * each end not.
 */
final class Strip {

    private static final int DAY = 86_400;

    private final long[] edges;

    private Strip(long[] edges) {
        this.edges = edges;
    }

    static Strip open(long from, long to) {
        return new Strip(new long[] {from, to});
    }

    /**
     * Hours of a week as they fall in one reading of a zone. Between two changes of its clocks the zone is a fixed offset, so
     * that no local time has to be looked for that does not exist, or exists twice.
     *
     * @param hours the hours of a day, as minutes of it
     */
    static Strip of(Function<LocalDate, Iterable<WeekHours.Span>> hours, ZoneRules zone, long from, long to) {
        Builder strip = new Builder();
        long begin = from;
        while (begin < to) {
            ZoneOffsetTransition next = zone.nextTransition(Instant.ofEpochSecond(begin));
            long end = next == null ? to : Math.min(to, next.toEpochSecond());
            ZoneOffset offset = zone.getOffset(Instant.ofEpochSecond(begin));
            long shift = offset.getTotalSeconds();
            for (long day = Math.floorDiv(begin + shift, DAY); day * DAY - shift < end; day++) {
                for (WeekHours.Span span : hours.apply(LocalDate.ofEpochDay(day))) {
                    strip.add(
                            Math.max(begin, day * DAY + span.open() * 60L - shift),
                            Math.min(end, day * DAY + span.close() * 60L - shift));
                }
            }
            begin = end;
        }
        return strip.build();
    }

    Strip and(Strip other) {
        Builder both = new Builder();
        int i = 0;
        int j = 0;
        while (i < edges.length && j < other.edges.length) {
            both.add(Math.max(edges[i], other.edges[j]), Math.min(edges[i + 1], other.edges[j + 1]));
            if (edges[i + 1] < other.edges[j + 1]) {
                i += 2;
            } else {
                j += 2;
            }
        }
        return both.build();
    }

    Strip without(long from, long to) {
        Builder rest = new Builder();
        for (int i = 0; i < edges.length; i += 2) {
            rest.add(edges[i], Math.min(edges[i + 1], from));
            rest.add(Math.max(edges[i], to), edges[i + 1]);
        }
        return rest.build();
    }

    boolean isEmpty() {
        return edges.length == 0;
    }

    int count() {
        return edges.length / 2;
    }

    long from(int stretch) {
        return edges[2 * stretch];
    }

    long to(int stretch) {
        return edges[2 * stretch + 1];
    }

    /** {@return the stretch that holds a second, or the first after it; {@link #count()} if there is none} */
    int at(long second) {
        int found = Arrays.binarySearch(edges, second);
        int edge = found < 0 ? -found - 1 : found + 1;
        // An odd edge is an end: the second lies before it. An even one begins later.
        return edge / 2;
    }

    boolean contains(long second) {
        int stretch = at(second);
        return stretch < count() && from(stretch) <= second;
    }

    /** Stretches in order; those without length are left out, those that touch are one. */
    private static final class Builder {

        private long[] edges = new long[64];
        private int size;

        void add(long from, long to) {
            if (from >= to) {
                return;
            }
            if (size > 0 && edges[size - 1] >= from) {
                edges[size - 1] = Math.max(edges[size - 1], to);
                return;
            }
            if (size + 2 > edges.length) {
                edges = Arrays.copyOf(edges, edges.length * 2);
            }
            edges[size++] = from;
            edges[size++] = to;
        }

        Strip build() {
            return new Strip(Arrays.copyOf(edges, size));
        }
    }
}
