package io.stratos.messaging.spi.store;

import io.stratos.messaging.limit.Period;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What was used in the last stretch of a length.
 *
 * <p>Up to {@value #STEPS} each use is remembered by its instant. Above, uses within a sixtieth of the length are
 * remembered as one, at the instant of the last: they free room a little late, never early.
 *
 * <p>Whoever finds no room is promised some: each a step after the one before, so that a queue of any length is looked
 * at about once per message, and leaves evenly. The steps are a fortieth wider than the limit asks for, because those who were
 * promised come a little late and use that is remembered as one frees room late.
 */
final class SlidingTally extends Tally {

    private static final int STEPS = 60;
    private static final int SLACK = 40;
    private static final String VERSION = "s";
    private static final long FURTHEST = 3650L * 24 * 3600 * MICROS;

    private final long[] times;
    private final long[] amounts;
    private final Promises promises;

    /**
     * What was promised.
     *
     * @param terms under which terms
     * @param since the first promise since the queue was last empty
     * @param last the last promise
     * @param again the last promise to somebody who came to an earlier one and found it taken
     */
    private record Promises(String terms, long since, long last, long again) {

        static final Promises NONE = new Promises("", 0, 0, 0);

        boolean hold(Draw draw) {
            return terms.equals(draw.terms());
        }
    }

    private SlidingTally(long[] times, long[] amounts, Promises promises) {
        this.times = times;
        this.amounts = amounts;
        this.promises = promises;
    }

    static SlidingTally parse(@Nullable String text) {
        if (text == null || !text.startsWith(VERSION + FIELD)) {
            return new SlidingTally(new long[0], new long[0], Promises.NONE);
        }
        String[] fields = text.split(FIELD, -1);
        Promises promises = new Promises(fields[1], read(fields[2]), read(fields[3]), read(fields[4]));
        int count = (fields.length - 5) / 2;
        long[] times = new long[count];
        long[] amounts = new long[count];
        long before = 0;
        for (int i = 0; i < count; i++) {
            before += read(fields[5 + 2 * i]);
            times[i] = before;
            amounts[i] = Math.max(1, read(fields[6 + 2 * i]));
        }
        return new SlidingTally(times, amounts, promises);
    }

    @Override
    public String text() {
        StringBuilder text = new StringBuilder(VERSION)
                .append(FIELD)
                .append(promises.terms)
                .append(FIELD)
                .append(write(promises.since))
                .append(FIELD)
                .append(write(promises.last))
                .append(FIELD)
                .append(write(promises.again));
        long before = 0;
        for (int i = 0; i < times.length; i++) {
            text.append(FIELD).append(write(times[i] - before)).append(FIELD);
            if (amounts[i] != 1) {
                text.append(write(amounts[i]));
            }
            before = times[i];
        }
        return text.toString();
    }

    @Override
    public @Nullable Instant refusal(Draw draw, Instant now) {
        long at = floor(now);
        long window = window(draw.period());
        long free = free(draw.amount(), draw.limit(), window, at);
        boolean room = free <= at;
        if (draw.urgent()) {
            long again = promises.hold(draw) ? promises.again : 0;
            return room ? null : capped(Math.max(free, after(again, at, draw)), at);
        }
        boolean queue = promises.hold(draw) && promises.last > at;
        if (room && (!queue || isGone(draw, window, at))) {
            return null;
        }
        return capped(queue ? Math.max(free, after(promises.last, at, draw)) : free, at);
    }

    /** Those who were promised room do not come for it: cancelled, or stopped by another rule. */
    private boolean isGone(Draw draw, long window, long at) {
        boolean silent = times.length == 0 || times[times.length - 1] + 2 * step(draw) < at;
        return silent && at >= promises.since + window && 2 * used(window, at) < draw.limit();
    }

    private static long after(long promise, long at, Draw draw) {
        return promise > at ? promise + step(draw) : 0;
    }

    private static long step(Draw draw) {
        double exact = (double) window(draw.period()) * (SLACK + 1) / SLACK / draw.limit() * draw.amount();
        return Math.max(1, (long) Math.ceil(exact));
    }

    private static Instant capped(long promise, long at) {
        return instant(Math.min(promise, at + FURTHEST));
    }

    @Override
    public SlidingTally take(Draw draw, Instant now) {
        long window = window(draw.period());
        long nowFloor = floor(now);
        long at = Math.max(ceil(now), times.length == 0 ? Long.MIN_VALUE : times[times.length - 1]);
        int first = 0;
        while (first < times.length && times[first] + window <= nowFloor) {
            first++;
        }
        boolean queue = promises.hold(draw) && promises.last > nowFloor;
        boolean gone = !draw.urgent() && queue && isGone(draw, window, nowFloor);
        int last = times.length - 1;
        boolean merge = last >= first && isSameStep(times[last], at, draw.limit(), window);
        int size = times.length - first + (merge ? 0 : 1);
        long[] newTimes = Arrays.copyOfRange(times, first, first + size);
        long[] newAmounts = Arrays.copyOfRange(amounts, first, first + size);
        newTimes[size - 1] = at;
        newAmounts[size - 1] = merge ? amounts[last] + draw.amount() : draw.amount();
        return new SlidingTally(newTimes, newAmounts, gone ? Promises.NONE : promises);
    }

    private static boolean isSameStep(long one, long other, long limit, long window) {
        if (limit <= STEPS) {
            return one == other;
        }
        long step = Math.max(1, window / STEPS);
        return one / step == other / step;
    }

    @Override
    public SlidingTally promise(Draw draw, Instant until, Instant now) {
        long at = floor(now);
        long promise = floor(until);
        Promises held = promises.hold(draw) ? promises : Promises.NONE;
        Promises next = draw.urgent()
                ? new Promises(held.terms.isEmpty() ? draw.terms() : held.terms, held.since, held.last, promise)
                : new Promises(draw.terms(), held.last > at ? held.since : promise, promise, held.again);
        return new SlidingTally(times, amounts, next);
    }

    @Override
    public long used(Period period, Instant now) {
        return used(window(period), floor(now));
    }

    private long used(long window, long at) {
        long used = 0;
        for (int i = times.length - 1; i >= 0 && times[i] + window > at; i--) {
            used += amounts[i];
        }
        return used;
    }

    @Override
    public Instant free(long amount, long limit, Period period, Instant now) {
        long at = floor(now);
        long free = free(amount, limit, window(period), at);
        return free <= at ? now : instant(free);
    }

    /** What is more than the limit itself is asked for again when all is free. */
    private long free(long amount, long limit, long window, long at) {
        long used = used(window, at);
        if (used + amount <= limit) {
            return at;
        }
        for (int i = 0; i < times.length; i++) {
            if (times[i] + window > at) {
                used -= amounts[i];
                if (used + amount <= limit) {
                    return times[i] + window;
                }
            }
        }
        return at + window;
    }

    @Override
    public List<Integer> untold(Draw draw, boolean refused, Instant now) {
        return List.of();
    }

    @Override
    public SlidingTally told(Draw draw, List<Integer> percentages, Instant now) {
        return this;
    }

    private static long window(Period period) {
        return ((Period.Sliding) period).length().toNanos() / 1000;
    }
}
