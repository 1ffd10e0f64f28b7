package io.stratos.messaging.schedule;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.MonthDay;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** The calendars that come with the engine, read from its data. Where a day is uncertain it counts as a holiday. */
final class ShippedHolidays implements HolidayCalendar {

    private static final int FIRST_YEAR = 2020;
    private static final int LAST_YEAR = 2060;

    private final String name;
    private final List<Day> days;
    private final Set<LocalDate> dates = new HashSet<>();

    private ShippedHolidays(String name, List<Day> days) {
        this.name = name;
        this.days = List.copyOf(days);
        for (int year = FIRST_YEAR; year <= LAST_YEAR; year++) {
            for (Day day : days) {
                day.dates(year).forEach(dates::add);
            }
        }
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public boolean isHoliday(LocalDate day) {
        boolean known = day.getYear() > FIRST_YEAR && day.getYear() < LAST_YEAR;
        return known
                ? dates.contains(day)
                : days.stream()
                        .flatMap(holiday -> Stream.of(day.getYear() - 1, day.getYear(), day.getYear() + 1)
                                .flatMap(holiday::dates))
                        .anyMatch(day::equals);
    }

    static Map<String, HolidayCalendar> read() {
        Map<String, List<Day>> calendars = new LinkedHashMap<>();
        for (String line : DataFile.lines("holidays.txt")) {
            String[] field = line.split("\\|", -1);
            List<Day> days = calendars.computeIfAbsent(field[0], name -> new ArrayList<>());
            String[] when = field[2].split(" ", -1);
            if (when[0].equals("include")) {
                days.addAll(calendars.getOrDefault(when[1], List.of()));
            } else {
                days.add(new Day(when[0], Arrays.asList(when).contains("observed")));
            }
        }
        Map<String, HolidayCalendar> read = new LinkedHashMap<>();
        calendars.forEach((name, days) -> read.put(name, new ShippedHolidays(name, days)));
        return read;
    }

    /** When a holiday falls, and whether the next working day is one too if it falls on a weekend. */
    record Day(String when, boolean observed) {

        Stream<LocalDate> dates(int year) {
            LocalDate date = in(year);
            if (observed && date.getDayOfWeek() == DayOfWeek.SATURDAY) {
                return Stream.of(date, date.minusDays(1));
            }
            return observed && date.getDayOfWeek() == DayOfWeek.SUNDAY
                    ? Stream.of(date, date.plusDays(1))
                    : Stream.of(date);
        }

        private LocalDate in(int year) {
            if (when.startsWith("EASTER")) {
                return easter(year).plusDays(Integer.parseInt(when.substring("EASTER".length())));
            }
            int from = when.indexOf(">=");
            LocalDate date = MonthDay.parse("--" + when.substring(from < 0 ? 0 : from + 2))
                    .atYear(year);
            return from < 0 ? date : date.with(TemporalAdjusters.nextOrSame(weekday(when.substring(0, from))));
        }

        private static DayOfWeek weekday(String word) {
            return Arrays.stream(DayOfWeek.values())
                    .filter(day -> day.name().startsWith(word))
                    .findFirst()
                    .orElseThrow();
        }

        /** Of the Gregorian calendar, after Gauss with the corrections for the moon. */
        private static LocalDate easter(int year) {
            int century = year / 100;
            int golden = year % 19;
            int moon = (19 * golden + century - century / 4 - (century - (century + 8) / 25 + 1) / 3 + 15) % 30;
            int weekday = (32 + 2 * (century % 4) + 2 * (year % 100 / 4) - moon - year % 100 % 4) % 7;
            int shift = (golden + 11 * moon + 22 * weekday) / 451;
            int days = moon + weekday - 7 * shift + 114;
            return LocalDate.of(year, days / 31, days % 31 + 1);
        }
    }
}
