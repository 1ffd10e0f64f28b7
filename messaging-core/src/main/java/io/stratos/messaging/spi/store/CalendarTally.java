package io.stratos.messaging.spi.store;

import io.stratos.messaging.limit.Period;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What was used in one day or month, and how much of a later one is promised: each later one is promised up to the limit.
 *
 * <p>Those who were promised a period come when it begins; for its first hour others leave what is left to them.
 */
final class CalendarTally extends Tally {

    private static final String DAYS = "d";
    private static final String MONTHS = "m";
    private static final Duration ARRIVAL = Duration.ofHours(1);
    private static final int FURTHEST = 3650;
    private static final String MARK = ",";

    private final String version;
    private final long day;
    private final long used;
    private final Promises promises;
    private final List<String> marks;

    /**
     * What was promised.
     *
     * @param terms under which terms
     * @param day the last period of which something is promised
     * @param amount how much of it
     */
    private record Promises(String terms, long day, long amount) {

        static final Promises NONE = new Promises("", 0, 0);

        boolean hold(Draw draw, long current) {
            return terms.equals(draw.terms()) && day > current;
        }
    }

    private CalendarTally(String version, long day, long used, Promises promises, List<String> marks) {
        this.version = version;
        this.day = day;
        this.used = used;
        this.promises = promises;
        this.marks = marks;
    }

    static CalendarTally parse(@Nullable String text, Period period) {
        String version = period instanceof Period.Month ? MONTHS : DAYS;
        if (text == null || !text.startsWith(version + FIELD)) {
            return new CalendarTally(version, 0, 0, Promises.NONE, List.of());
        }
        String[] fields = text.split(FIELD, -1);
        return new CalendarTally(
                version,
                read(fields[1]),
                read(fields[2]),
                new Promises(fields[3], read(fields[4]), read(fields[5])),
                fields[6].isEmpty() ? List.of() : Arrays.asList(fields[6].split(MARK, -1)));
    }

    @Override
    public String text() {
        return String.join(
                FIELD,
                version,
                write(day),
                write(used),
                promises.terms,
                write(promises.day),
                write(promises.amount),
                String.join(MARK, marks));
    }

    /** A clock that was set back is still in the period that was begun. */
    private long current(Period period, Instant now) {
        return Math.max(period.firstDay(now), day);
    }

    private long usedIn(long current) {
        return current == day ? used : 0;
    }

    @Override
    public @Nullable Instant refusal(Draw draw, Instant now) {
        long current = current(draw.period(), now);
        boolean room = usedIn(current) + draw.amount() <= draw.limit();
        if (draw.urgent()) {
            return room ? null : draw.period().begins(draw.period().nextDay(current));
        }
        boolean queue = promises.hold(draw, current);
        boolean arriving = now.isBefore(draw.period().begins(current).plus(ARRIVAL));
        return room && !(queue && arriving) ? null : draw.period().begins(next(draw, current).day);
    }

    private Promises next(Draw draw, long current) {
        if (!promises.hold(draw, current)) {
            return new Promises(draw.terms(), draw.period().nextDay(current), draw.amount());
        }
        boolean fits = promises.amount + draw.amount() <= draw.limit() || promises.day > current + FURTHEST;
        return fits
                ? new Promises(draw.terms(), promises.day, promises.amount + draw.amount())
                : new Promises(draw.terms(), draw.period().nextDay(promises.day), draw.amount());
    }

    @Override
    public CalendarTally take(Draw draw, Instant now) {
        long current = current(draw.period(), now);
        return new CalendarTally(version, current, usedIn(current) + draw.amount(), promises, marksIn(current));
    }

    @Override
    public CalendarTally promise(Draw draw, Instant until, Instant now) {
        return draw.urgent()
                ? this
                : new CalendarTally(version, day, used, next(draw, current(draw.period(), now)), marks);
    }

    @Override
    public long used(Period period, Instant now) {
        return usedIn(current(period, now));
    }

    @Override
    public Instant free(long amount, long limit, Period period, Instant now) {
        long current = current(period, now);
        return usedIn(current) + amount <= limit ? now : period.begins(period.nextDay(current));
    }

    @Override
    public List<Integer> untold(Draw draw, boolean refused, Instant now) {
        if (draw.alerts().isEmpty()) {
            return List.of();
        }
        long current = current(draw.period(), now);
        List<String> told = marksIn(current);
        return draw.alerts().stream()
                .filter(percent -> isReached(draw, percent, usedIn(current)) || (refused && percent == WHOLE))
                .filter(percent -> !told.contains(mark(draw, percent)))
                .toList();
    }

    private static boolean isReached(Draw draw, int percent, long amount) {
        return amount * WHOLE >= draw.limit() * percent;
    }

    @Override
    public CalendarTally told(Draw draw, List<Integer> percentages, Instant now) {
        long current = current(draw.period(), now);
        List<String> all = Stream.concat(
                        marksIn(current).stream(), percentages.stream().map(percent -> mark(draw, percent)))
                .collect(Collectors.toList());
        return new CalendarTally(version, current, usedIn(current), promises, all);
    }

    private List<String> marksIn(long current) {
        return current == day ? marks : List.of();
    }

    /** The amount belongs to it: a budget that was raised is another one. */
    private static String mark(Draw draw, int percent) {
        return write(draw.limit()) + ":" + percent;
    }
}
