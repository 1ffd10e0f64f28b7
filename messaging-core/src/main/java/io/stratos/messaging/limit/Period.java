package io.stratos.messaging.limit;

import io.stratos.messaging.exception.InvalidLimitException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;

/** The time a limit speaks of: any stretch of a length, or a day or month of the calendar. Immutable. */
public sealed interface Period {

    /**
     * Any stretch of this length, wherever it begins.
     *
     * @param length from a millisecond to 366 days
     */
    record Sliding(Duration length) implements Period {

        private static final Duration SHORTEST = Duration.ofMillis(1);
        private static final Duration LONGEST = Duration.ofDays(366);

        /**
         * Checks the length.
         *
         * @throws InvalidLimitException if it is shorter or longer
         */
        public Sliding {
            if (length.compareTo(SHORTEST) < 0 || length.compareTo(LONGEST) > 0) {
                throw new InvalidLimitException(
                        "a limit's time was " + length + "; use from " + SHORTEST + " to " + LONGEST);
            }
        }

        @Override
        public String words() {
            if (length.equals(Duration.ofHours(1))) {
                return "an hour";
            }
            if (length.equals(Duration.ofMinutes(1))) {
                return "a minute";
            }
            if (length.equals(Duration.ofSeconds(1))) {
                return "a second";
            }
            if (length.toSecondsPart() != 0 || length.toNanosPart() != 0) {
                return "in " + length;
            }
            return length.toMinutesPart() == 0
                    ? "in " + length.toHours() + " hours"
                    : "in " + length.toMinutes() + " minutes";
        }

        /** {@return such as {@code PT1H}} */
        @Override
        public String toString() {
            return length.toString();
        }
    }

    /**
     * A day of the calendar.
     *
     * @param zone where it is that day
     */
    record Day(ZoneId zone) implements Period {

        @Override
        public String words() {
            return "a day";
        }

        /** {@return such as {@code day Europe/Paris}} */
        @Override
        public String toString() {
            return "day " + zone.getId();
        }
    }

    /**
     * A month of the calendar.
     *
     * @param zone where it is that month
     */
    record Month(ZoneId zone) implements Period {

        @Override
        public String words() {
            return "a month";
        }

        /** {@return such as {@code month Europe/Paris}} */
        @Override
        public String toString() {
            return "month " + zone.getId();
        }
    }

    /** {@return how people say it after a number: {@code an hour}, {@code a day}} */
    String words();

    /**
     * The first day of the calendar period an instant is in.
     *
     * @param at the instant
     * @return the day, as its number since 1970
     * @throws IllegalStateException if this is not a period of the calendar
     */
    default long firstDay(Instant at) {
        if (this instanceof Day day) {
            return LocalDate.ofInstant(at, day.zone).toEpochDay();
        }
        if (this instanceof Month month) {
            return LocalDate.ofInstant(at, month.zone).withDayOfMonth(1).toEpochDay();
        }
        throw new IllegalStateException(this + " is not of the calendar");
    }

    /**
     * The first day of the calendar period after one.
     *
     * @param firstDay that of the one
     * @return the day, as its number since 1970
     */
    default long nextDay(long firstDay) {
        return this instanceof Month
                ? LocalDate.ofEpochDay(firstDay).plusMonths(1).toEpochDay()
                : firstDay + 1;
    }

    /**
     * When a day of the calendar begins.
     *
     * @param day its number since 1970
     * @return its first instant
     */
    default Instant begins(long day) {
        ZoneId zone = this instanceof Day d ? d.zone : ((Month) this).zone;
        return LocalDate.ofEpochDay(day).atStartOfDay(zone).toInstant();
    }

    /**
     * Reads what {@code toString} wrote.
     *
     * @param text such as {@code PT1H} or {@code day Europe/Paris}
     * @return the period
     * @throws InvalidLimitException if it is none
     */
    static Period parse(String text) {
        try {
            if (text.startsWith("day ")) {
                return new Day(ZoneId.of(text.substring("day ".length())));
            }
            if (text.startsWith("month ")) {
                return new Month(ZoneId.of(text.substring("month ".length())));
            }
            return new Sliding(Duration.parse(text));
        } catch (DateTimeException e) {
            throw new InvalidLimitException(
                    "'" + text + "' is no period of a limit; write such as PT1H, day Europe/Paris or month UTC");
        }
    }
}
