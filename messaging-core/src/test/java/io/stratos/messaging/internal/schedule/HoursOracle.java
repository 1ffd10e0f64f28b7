package io.stratos.messaging.internal.schedule;

import io.stratos.messaging.schedule.LegalTable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.zone.ZoneRules;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * Whether the law lets a message go, worked out for one moment at a time, the slow plain way, from the lines of the shipped
 * table. Shares nothing with the engine but the data and the calendars of holidays.
 */
public final class HoursOracle {

    private static final LegalTable CALENDARS = LegalTable.shipped();

    private final List<Line> lines = new ArrayList<>();

    public HoursOracle() {
        read().filter(line -> !line.startsWith("#") && !line.startsWith("version"))
                .forEach(line -> lines.add(new Line(line)));
    }

    private static Stream<String> read() {
        try (var in = LegalTable.class.getResourceAsStream("legal-hours.txt")) {
            return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8).lines();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    List<Line> lines() {
        return lines;
    }

    public boolean isOpen(Collection<String> regions, Collection<ZoneRules> zones, boolean strict, Instant at) {
        for (ZoneRules zone : zones) {
            for (String region : regions) {
                for (Line line : lines) {
                    boolean holds = line.concerns(region, lines) && (strict || !line.strict);
                    if (holds && !line.isOpen(zone, at)) {
                        return false;
                    }
                }
            }
        }
        return true;
    }

    /** One line of the table. */
    static final class Line {

        final String id;
        final String region;
        private final List<Part> parts;
        private final String calendar;
        private final boolean strict;
        private final LocalDate from;

        private Line(String line) {
            String[] field = line.split("\\|");
            id = field[0];
            region = field[1];
            parts = Stream.of(field[2].split("; ")).map(Line::part).toList();
            calendar = field[3];
            strict = field[5].equals("strict");
            from = field[7].isEmpty() ? LocalDate.MIN : LocalDate.parse(field[7]);
        }

        private boolean concerns(String where, List<Line> all) {
            String country = where.split("-")[0];
            if (region.equals("*")) {
                return all.stream().noneMatch(line -> line.region.equals(country) && !line.strict);
            }
            return region.equals(where) || region.equals(country);
        }

        boolean isOpen(ZoneRules zone, Instant at) {
            LocalDateTime local = LocalDateTime.ofEpochSecond(at.getEpochSecond(), 0, zone.getOffset(at));
            LocalDate today = local.toLocalDate();
            if (today.isBefore(from)) {
                return true;
            }
            if (!calendar.isEmpty()
                    && CALENDARS.calendar(calendar).orElseThrow().isHoliday(today)) {
                return false;
            }
            int weekday = today.getDayOfWeek().getValue();
            for (Part part : parts) {
                if (part.first <= weekday
                        && weekday <= part.last
                        && !local.toLocalTime().isBefore(part.open)
                        && local.toLocalTime().isBefore(part.close)) {
                    return true;
                }
            }
            return false;
        }

        private static Part part(String text) {
            String[] words = text.split(" ");
            String[] days = words[0].split("-");
            return new Part(
                    day(days[0]),
                    day(days[days.length - 1]),
                    LocalTime.parse(words[1].substring(0, 5)),
                    LocalTime.parse(words[1].substring(6)));
        }

        /** Days of the week from Monday, 1, and the hours of each. */
        private record Part(int first, int last, LocalTime open, LocalTime close) {}

        private static int day(String name) {
            for (DayOfWeek day : DayOfWeek.values()) {
                if (day.name().substring(0, 3).equalsIgnoreCase(name)) {
                    return day.getValue();
                }
            }
            throw new IllegalArgumentException(name);
        }
    }
}
