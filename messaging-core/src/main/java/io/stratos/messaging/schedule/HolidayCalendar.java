package io.stratos.messaging.schedule;

import java.time.LocalDate;

/**
 * Which days are holidays somewhere. Rules name calendars; the engine ships those its rules name, and a host may add to or
 * replace them.
 *
 * <p>To write one: answer from memory, always the same for the same day, from any thread. Answers are kept for weeks.
 */
public interface HolidayCalendar {

    /** {@return the name rules know it by, such as {@code US-PA}} */
    String name();

    /**
     * Whether a day is a holiday.
     *
     * @param day by the local calendar
     * @return whether it is
     */
    boolean isHoliday(LocalDate day);
}
