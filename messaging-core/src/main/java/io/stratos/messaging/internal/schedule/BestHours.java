package io.stratos.messaging.internal.schedule;

import io.stratos.messaging.schedule.ReplyHours;
import java.util.Optional;

/**
 * The two hours of the day in which somebody mostly answers, if it is safe to say that there are such.
 *
 * <p>A Dirichlet prior smoothed twice: what all contacts of a segment did counts for a contact like {@value #PRIOR} replies of
 * their own, and of the segment {@value #SEGMENT_PRIOR} evenly spread ones are supposed before the first is counted. Of two
 * hours the share of replies is then a Beta variable. They are chosen if its mean, less two standard deviations, is above the
 * share they would have if all open hours were alike; of several the pair of the largest mean, then the earliest.
 */
final class BestHours {

    static final int WIDTH = 2;
    private static final double PRIOR = 10;
    private static final double SEGMENT_PRIOR = 100;
    private static final double DEVIATIONS = 2;

    private final ReplyHours own;
    private final long[] segment;
    private final boolean[] open;

    private BestHours(ReplyHours own, long[] segment, boolean[] open) {
        this.own = own;
        this.segment = segment;
        this.open = open;
    }

    /**
     * Some hours.
     *
     * @param from the first, from 0 to 23
     * @param isOwn whether the contact's own replies suffice to say so
     * @param replies how many came in them
     * @param of of how many, in all hours
     */
    record Window(int from, boolean isOwn, long replies, long of) {

        boolean holds(int hour) {
            return Math.floorMod(hour - from, ReplyHours.HOURS) < WIDTH;
        }

        String words() {
            String when = "mostly between " + from + " and " + (from + WIDTH) % ReplyHours.HOURS + " (" + replies
                    + " of " + of + " replies)";
            return isOwn
                    ? "the contact answers " + when
                    : "contacts like this one answer " + when + ", and of their own too few are known";
        }
    }

    /**
     * Looks for them.
     *
     * @param own the contact's replies
     * @param segment those of all contacts of the segment, by the hour
     * @param open in which hours a message may go at all
     * @return the hours; empty if none stand out
     */
    static Optional<Window> of(ReplyHours own, long[] segment, boolean[] open) {
        BestHours hours = new BestHours(own, segment, open);
        return hours.window(new long[ReplyHours.HOURS])
                .map(from -> hours.window(from, true))
                .or(() -> hours.window(segment).map(from -> hours.window(from, false)));
    }

    private Window window(int from, boolean isOwn) {
        long replies = 0;
        long all = 0;
        for (int hour = 0; hour < ReplyHours.HOURS; hour++) {
            long count = isOwn ? own.in(hour) : segment[hour];
            all += count;
            replies += Math.floorMod(hour - from, ReplyHours.HOURS) < WIDTH ? count : 0;
        }
        return new Window(from, isOwn, replies, all);
    }

    private Optional<Integer> window(long[] prior) {
        int opens = 0;
        double ownTotal = 0;
        double priorTotal = SEGMENT_PRIOR;
        for (int hour = 0; hour < ReplyHours.HOURS; hour++) {
            opens += open[hour] ? 1 : 0;
            ownTotal += open[hour] ? own.in(hour) : 0;
            priorTotal += open[hour] ? prior[hour] : 0;
        }
        double even = (double) WIDTH / opens;
        int best = -1;
        double bestShare = 0;
        for (int from = 0; from < ReplyHours.HOURS && opens > WIDTH; from++) {
            int next = (from + 1) % ReplyHours.HOURS;
            if (open[from] && open[next]) {
                double expected = (prior[from] + prior[next] + SEGMENT_PRIOR * even) / priorTotal;
                double weight = ownTotal + PRIOR;
                double share = (own.in(from) + own.in(next) + PRIOR * expected) / weight;
                double deviation = Math.sqrt(share * (1 - share) / (weight + 1));
                if (share - DEVIATIONS * deviation > even && share > bestShare) {
                    best = from;
                    bestShare = share;
                }
            }
        }
        return best < 0 ? Optional.empty() : Optional.of(best);
    }
}
