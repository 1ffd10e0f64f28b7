package io.stratos.messaging.internal.schedule;

import io.stratos.messaging.internal.schedule.TimeWords.Kind;
import io.stratos.messaging.internal.schedule.TimeWords.Token;
import java.io.Serial;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.TemporalAdjusters;
import java.time.zone.ZoneOffsetTransition;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The time behind a LATER: {@code tomorrow at 9}, {@code 15h30}, {@code in 2 hours}, {@code lunes}.
 *
 * <p>An hour without AM or PM is the likelier one of a waking person: 8 to 12 before noon, 1 to 7 after it; if that is
 * over for today, the other one if it is not later than 9 in the evening. A day without a time begins at 8.
 */
final class TimePhrase {

    /** Says what is wrong and what would be right. */
    static final class NoTimeException extends Exception {
        @Serial
        private static final long serialVersionUID = 1L;

        private final String problem;

        NoTimeException(String problem) {
            super(problem);
            this.problem = problem + ", such as LATER 3PM, LATER TOMORROW 9 or LATER MONDAY";
        }

        String problem() {
            return problem;
        }
    }

    private static final List<LocalTime> BEGINS = List.of(LocalTime.of(8, 0), LocalTime.NOON, LocalTime.of(17, 0));
    private static final List<LocalTime> ENDS = List.of(LocalTime.NOON, LocalTime.of(17, 0), LocalTime.of(23, 0));
    private static final LocalTime LAST = LocalTime.of(21, 0);
    private static final long MOST_MINUTES = 60 * 24 * 60;

    private final List<Token> tokens;
    private int at;

    private @Nullable Token day;
    private @Nullable Token part;
    private @Nullable Token hour;
    private int minute;
    private @Nullable Boolean afternoon;
    private long days;
    private long minutes;

    TimePhrase(List<Token> tokens) {
        this.tokens = tokens;
    }

    /** The first instant after now that the phrase names. */
    Instant instant(Instant now, ZoneId zone) throws NoTimeException {
        if (tokens.isEmpty()) {
            throw new NoTimeException("LATER needs a time");
        }
        while (at < tokens.size()) {
            take(tokens.get(at++));
        }
        if (days + minutes > 0) {
            return fromNow(now, zone);
        }
        if (day == null && part == null && hour == null) {
            throw new NoTimeException("there is no time in it; use one");
        }
        LocalDate today = now.atZone(zone).toLocalDate();
        LocalDate named = day == null ? null : date(day, today);
        List<LocalTime> times = hour == null ? List.of(begin()) : times(hour);
        Stream<LocalDateTime> moments = named != null
                ? times.stream().map(named::atTime)
                : Stream.concat(
                        times.stream().map(today::atTime),
                        Stream.of(today.plusDays(1).atTime(times.get(0))));
        return moments.map(moment -> instant(moment, now, zone))
                .filter(now::isBefore)
                .findFirst()
                .or(() -> laterThisPart(now, zone))
                .orElseThrow(() -> new NoTimeException("that time is over; use one to come"));
    }

    private void take(Token token) throws NoTimeException {
        switch (token.kind()) {
            case DAY, WEEKDAY, NEXT_WEEK -> day = once(day, token);
            case PART -> part = once(part, token);
            case THIS_PART -> {
                part = once(part, token);
                day = once(day, new Token(Kind.DAY, 0, token.language(), false));
            }
            case AM, PM -> {
                if (hour == null || afternoon != null) {
                    throw new NoTimeException("AM and PM belong behind one hour; use one time");
                }
                afternoon = token.kind() == Kind.PM;
            }
            case HOUR -> hour = once(hour, token);
            case NUMBER -> number(token);
            case IN -> {
                if (token.value() > 0) {
                    fromNow(1, next());
                }
            }
            default -> throw new NoTimeException("a word in it is no time; use a time alone");
        }
    }

    private void number(Token number) throws NoTimeException {
        boolean since = at >= 2 && tokens.get(at - 2).kind() == Kind.IN;
        if (at < tokens.size()
                && (tokens.get(at).kind() == Kind.UNIT
                        || (since && tokens.get(at).kind() == Kind.COLON))) {
            fromNow(number.value(), next());
            return;
        }
        hour = once(hour, number);
        if (at < tokens.size() && tokens.get(at).kind() == Kind.COLON) {
            at++;
            if (at < tokens.size() && tokens.get(at).kind() == Kind.NUMBER) {
                minute = tokens.get(at++).value();
            }
        }
    }

    private Token next() {
        return at < tokens.size() ? tokens.get(at++) : new Token(Kind.UNKNOWN, 0, "", false);
    }

    private void fromNow(long count, Token unit) throws NoTimeException {
        if (unit.kind() != Kind.UNIT && unit.kind() != Kind.COLON) {
            throw new NoTimeException("IN needs minutes, hours or days; use them, or a time");
        }
        if (unit.kind() == Kind.UNIT && unit.value() == TimeWords.DAY_MINUTES) {
            days += count;
        } else {
            minutes += count * (unit.kind() == Kind.UNIT ? unit.value() : 60);
        }
    }

    private static Token once(@Nullable Token before, Token token) throws NoTimeException {
        if (before != null) {
            throw new NoTimeException("there is more than one time in it; use one");
        }
        return token;
    }

    private Instant fromNow(Instant now, ZoneId zone) throws NoTimeException {
        if (day != null || part != null || hour != null || days * TimeWords.DAY_MINUTES + minutes > MOST_MINUTES) {
            throw new NoTimeException("a time from now stands alone and is 60 days at most; use one");
        }
        return now.atZone(zone).plusDays(days).plusMinutes(minutes).toInstant();
    }

    private static LocalDate date(Token day, LocalDate today) {
        return switch (day.kind()) {
            case WEEKDAY -> today.with(TemporalAdjusters.next(DayOfWeek.of(day.value())));
            case NEXT_WEEK -> today.with(TemporalAdjusters.next(DayOfWeek.MONDAY));
            default -> today.plusDays(day.value());
        };
    }

    private LocalTime begin() throws NoTimeException {
        if (part == null && day != null && day.kind() == Kind.DAY && day.value() == 0) {
            throw new NoTimeException("TODAY needs an hour");
        }
        return BEGINS.get(part == null ? 0 : part.value());
    }

    /** What an hour may mean, the likelier first. */
    private List<LocalTime> times(Token said) throws NoTimeException {
        int value = said.value();
        Boolean late = (afternoon != null || part == null) ? afternoon : Boolean.valueOf(part.value() > 0);
        boolean half = late != null && said.kind() == Kind.NUMBER && (value < 13 || afternoon != null);
        if (minute > 59 || value > 23 || (half && (value < 1 || value > 12))) {
            throw new NoTimeException("there is no such time of day; use one");
        }
        if (half && late != null) {
            return List.of(LocalTime.of(value % 12 + (late ? 12 : 0), minute));
        }
        if (value == 0 || value > 11 || said.padded() || said.kind() == Kind.HOUR) {
            return List.of(LocalTime.of(value, minute));
        }
        LocalTime before = LocalTime.of(value, minute);
        LocalTime after = before.plusHours(12);
        if (value < 8) {
            return List.of(after);
        }
        return after.isAfter(LAST) ? List.of(before) : List.of(before, after);
    }

    /** "Tonight", written in the evening: an hour from now, while it is this evening. */
    private Optional<Instant> laterThisPart(Instant now, ZoneId zone) {
        boolean thisPart = part != null && part.kind() == Kind.THIS_PART && hour == null;
        ZonedDateTime soon = now.atZone(zone).plusHours(1);
        boolean goesOn = thisPart
                && part != null
                && soon.toLocalTime().isBefore(end(part))
                && soon.toLocalDate().equals(now.atZone(zone).toLocalDate());
        return goesOn ? Optional.of(soon.toInstant()) : Optional.empty();
    }

    private static LocalTime end(Token part) {
        return ENDS.get(part.value());
    }

    /** A time that the clocks skip is when they do; of one that comes twice, the first that is to come. */
    private static Instant instant(LocalDateTime moment, Instant now, ZoneId zone) {
        ZoneOffsetTransition change = zone.getRules().getTransition(moment);
        if (change == null) {
            return moment.atZone(zone).toInstant();
        }
        if (change.isGap()) {
            return change.getInstant();
        }
        Instant first = moment.toInstant(change.getOffsetBefore());
        return first.isAfter(now) ? first : moment.toInstant(change.getOffsetAfter());
    }
}
