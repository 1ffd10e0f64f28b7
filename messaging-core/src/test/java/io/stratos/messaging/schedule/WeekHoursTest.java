package io.stratos.messaging.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.stratos.messaging.exception.InvalidScheduleException;
import java.time.DayOfWeek;
import java.time.LocalDateTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WeekHoursTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '=',
            value = {
                "Mon-Sun 08:00-21:00 = Mon-Sun 08:00-21:00",
                "mon-fri 09:00-18:00;Sat 10:00-17:00 = Mon-Fri 09:00-18:00; Sat 10:00-17:00",
                "Fri-Mon 10:00-11:00 = Mon 10:00-11:00; Fri-Sun 10:00-11:00",
                "Mon 09:00-12:00 11:00-13:00 14:00-15:00 = Mon 09:00-13:00 14:00-15:00",
                "Fri 22:00-02:00 = Fri 22:00-24:00; Sat 00:00-02:00",
                "Sun 22:00-00:00 = Sun 22:00-24:00",
            })
    void parse_writesWhatItRead(String text, String written) {
        assertThat(WeekHours.parse(text)).hasToString(written);
        assertThat(WeekHours.parse(written)).isEqualTo(WeekHours.parse(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Mon",
                "09:00-10:00",
                "Mon 9:00-10:00",
                "Mon 09:00",
                "Mon 10:00-10:00",
                "Mon 24:00-10:00",
                "Mon 09:60-10:00",
                "Mon 09:00-25:00",
                "Foo 09:00-10:00",
                "Mon-Foo 09:00-10:00",
                "Mon 09:00-10:00;",
                "Mon ०९:००-१०:००"
            })
    void parse_nonsense_saysWhatWouldBeRight(String text) {
        assertThatExceptionOfType(InvalidScheduleException.class)
                .isThrownBy(() -> WeekHours.parse(text))
                .withMessageContaining("write such as Mon-Fri 09:00-18:00");
    }

    @Test
    void contains_isHalfOpen() {
        WeekHours hours = WeekHours.parse("Mon-Fri 08:00-20:00; Fri 22:00-02:00");

        assertThat(hours.contains(LocalDateTime.parse("2026-03-02T08:00:00"))).isTrue();
        assertThat(hours.contains(LocalDateTime.parse("2026-03-02T07:59:59"))).isFalse();
        assertThat(hours.contains(LocalDateTime.parse("2026-03-02T19:59:59"))).isTrue();
        assertThat(hours.contains(LocalDateTime.parse("2026-03-02T20:00:00"))).isFalse();
        assertThat(hours.contains(LocalDateTime.parse("2026-03-07T01:59:59")))
                .as("Saturday")
                .isTrue();
        assertThat(hours.contains(LocalDateTime.parse("2026-03-07T02:00:00"))).isFalse();
        assertThat(hours.of(DayOfWeek.SUNDAY)).isEmpty();
    }
}
