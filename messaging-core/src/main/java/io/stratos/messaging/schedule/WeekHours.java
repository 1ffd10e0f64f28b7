package io.stratos.messaging.schedule;

import io.stratos.messaging.exception.InvalidScheduleException;
import java.time.DayOfWeek;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * Hours of a week by the clock on somebody's wall, such as {@code Mon-Fri 09:00-18:00; Sat 10:00-17:00}.
 *
 * <p>The closing time is not included, and a day that is not named is closed. Hours that end before they begin go past
 * midnight: {@code Fri 22:00-02:00} ends on Saturday. To the minute; without a zone. Immutable and safe for use by many
 * threads.
 */
public final class WeekHours {

    private static final int DAY = 24 * 60;
    private static final String HINT = "; write such as Mon-Fri 09:00-18:00; Sat 10:00-17:00";
    private static final WeekHours ALWAYS = parse("Mon-Sun 00:00-24:00");

    private final List<List<Span>> days;
    private final String text;

    private WeekHours(List<List<Span>> days) {
        this.days = days;
        this.text = write(days);
    }

    /**
     * A stretch of one day.
     *
     * @param open the first minute of the day, from 0
     * @param close the minute after the last, up to 1440
     */
    public record Span(int open, int close) {

        @Override
        public String toString() {
            return clock(open) + "-" + clock(close);
        }
    }

    /** {@return every minute of the week} */
    public static WeekHours always() {
        return ALWAYS;
    }

    /**
     * The same hours every day.
     *
     * @param open from when
     * @param close until when, not included; midnight is the end of the day
     * @return the hours
     */
    public static WeekHours daily(LocalTime open, LocalTime close) {
        return parse("Mon-Sun " + clock(open.getHour() * 60 + open.getMinute()) + "-"
                + (close.equals(LocalTime.MIDNIGHT) ? "24:00" : clock(close.getHour() * 60 + close.getMinute())));
    }

    /**
     * Reads hours.
     *
     * @param text such as {@code Mon-Fri 09:00-12:00 13:00-18:00; Sat 10:00-17:00}
     * @return the hours
     * @throws InvalidScheduleException if it says none
     */
    public static WeekHours parse(String text) {
        List<List<Span>> days = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            days.add(new ArrayList<>());
        }
        for (String part : text.split(";", -1)) {
            String[] words = part.trim().split(" +", -1);
            if (words.length < 2) {
                throw new InvalidScheduleException("'" + text + "' are no hours" + HINT);
            }
            for (DayOfWeek day : days(words[0], text)) {
                for (String span : Arrays.asList(words).subList(1, words.length)) {
                    add(days, day, span, text);
                }
            }
        }
        return new WeekHours(days.stream().map(WeekHours::joined).toList());
    }

    private static void add(List<List<Span>> days, DayOfWeek day, String span, String text) {
        int dash = span.indexOf('-');
        int open = dash < 0 ? -1 : minute(span.substring(0, dash));
        int close = dash < 0 ? -1 : minute(span.substring(dash + 1));
        if (open < 0 || close < 0 || open == close || open == DAY) {
            throw new InvalidScheduleException("'" + span + "' in '" + text + "' is no stretch of a day" + HINT);
        }
        days.get(day.getValue() - 1).add(new Span(open, close > open ? close : DAY));
        if (close < open && close > 0) {
            days.get(day.plus(1).getValue() - 1).add(new Span(0, close));
        }
    }

    private static List<DayOfWeek> days(String word, String text) {
        int dash = word.indexOf('-');
        DayOfWeek first = day(dash < 0 ? word : word.substring(0, dash), text);
        DayOfWeek last = dash < 0 ? first : day(word.substring(dash + 1), text);
        List<DayOfWeek> days = new ArrayList<>();
        for (DayOfWeek day = first; day != last; day = day.plus(1)) {
            days.add(day);
        }
        days.add(last);
        return days;
    }

    private static DayOfWeek day(String word, String text) {
        return Arrays.stream(DayOfWeek.values())
                .filter(day -> word.length() == 3 && day.name().startsWith(word.toUpperCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() -> new InvalidScheduleException("'" + word + "' in '" + text + "' is no day" + HINT));
    }

    private static int minute(String time) {
        if (time.length() != 5
                || time.charAt(2) != ':'
                || !time.replace(":", "").chars().allMatch(c -> c >= '0' && c <= '9')) {
            return -1;
        }
        int minute = Integer.parseInt(time.substring(0, 2)) * 60 + Integer.parseInt(time.substring(3));
        return Integer.parseInt(time.substring(3)) > 59 || minute > DAY ? -1 : minute;
    }

    private static List<Span> joined(List<Span> spans) {
        List<Span> sorted = new ArrayList<>(spans);
        sorted.sort(Comparator.comparingInt(Span::open));
        List<Span> joined = new ArrayList<>();
        for (Span span : sorted) {
            Span last = joined.isEmpty() ? null : joined.get(joined.size() - 1);
            if (last != null && span.open <= last.close) {
                joined.set(joined.size() - 1, new Span(last.open, Math.max(last.close, span.close)));
            } else {
                joined.add(span);
            }
        }
        return List.copyOf(joined);
    }

    private static String write(List<List<Span>> days) {
        StringBuilder text = new StringBuilder();
        for (int first = 0; first < 7; first++) {
            int last = first;
            while (last < 6 && days.get(last + 1).equals(days.get(first))) {
                last++;
            }
            if (!days.get(first).isEmpty()) {
                text.append(text.isEmpty() ? "" : "; ").append(name(first));
                text.append(last > first ? "-" + name(last) : "");
                days.get(first).forEach(span -> text.append(' ').append(span));
            }
            first = last;
        }
        return text.toString();
    }

    private static String name(int day) {
        String name = DayOfWeek.of(day + 1).name();
        return name.charAt(0) + name.substring(1, 3).toLowerCase(Locale.ROOT);
    }

    private static String clock(int minute) {
        return (minute < 600 ? "0" : "") + minute / 60 + (minute % 60 < 10 ? ":0" : ":") + minute % 60;
    }

    /**
     * The open stretches of a day.
     *
     * @param day which
     * @return in order, none touching another; empty if it is closed
     */
    public List<Span> of(DayOfWeek day) {
        return days.get(day.getValue() - 1);
    }

    /**
     * Whether it is open.
     *
     * @param local a moment by the clock on the wall
     * @return whether the moment lies in one of its stretches
     */
    public boolean contains(LocalDateTime local) {
        int minute = local.getHour() * 60 + local.getMinute();
        return of(local.getDayOfWeek()).stream().anyMatch(span -> span.open <= minute && minute < span.close);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof WeekHours that && text.equals(that.text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    /** {@return such as {@code Mon-Fri 09:00-18:00; Sat 10:00-17:00}, as {@link #parse} reads it} */
    @Override
    public String toString() {
        return text;
    }
}
