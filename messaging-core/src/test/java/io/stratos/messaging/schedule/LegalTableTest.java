package io.stratos.messaging.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.stratos.messaging.exception.InvalidScheduleException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LegalTableTest {

    private final LegalTable table = LegalTable.shipped();

    @Test
    void shipped_isWholeAndReadsBack() {
        assertThat(table.version()).isEqualTo("2026-11-20");
        assertThat(table.rules()).hasSize(34).allSatisfy(rule -> {
            assertThat(LegalRule.parse(rule.line())).isEqualTo(rule);
            assertThat(rule.provenance().source()).isNotBlank();
        });
    }

    @Test
    void lowConfidence_holdsInTheStrictProfileOnly() {
        assertThat(table.rules())
                .allSatisfy(rule -> assertThat(rule.profile())
                        .as(rule.id())
                        .isEqualTo(
                                rule.provenance().confidence().equals("low")
                                                || List.of("CA-1", "FR-2").contains(rule.id())
                                        ? LegalProfile.STRICT
                                        : LegalProfile.STANDARD));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "US-FL; US-FED-1,US-FL-1; US-FED-1,US-FL-1",
                "US-PA; US-FED-1,US-PA-1; US-FED-1,US-PA-1,US-PA-2",
                "US-NY; US-FED-1; US-FED-1",
                "US-NJ; US-FED-1; US-FED-1,US-NJ-1",
                "US; US-FED-1; US-FED-1",
                "CA-BC; ZZ-1; CA-1,ZZ-1",
                "FR; FR-1; FR-1,FR-2",
                "DE; ZZ-1; ZZ-1",
            })
    void rules_areThoseOfTheStateAndItsCountry(String region, String standard, String strict) {
        assertThat(ids(table.rules(List.of(region), LegalProfile.STANDARD))).isEqualTo(standard);
        assertThat(ids(table.rules(List.of(region), LegalProfile.STRICT))).isEqualTo(strict);
    }

    @Test
    void host_overridesAndExtends() {
        LegalRule own = LegalRule.of("ACME-1", "US-FL", WeekHours.parse("Mon-Fri 10:00-16:00"), "our counsel")
                .closedOn("US")
                .atMost(1);
        LegalTable mended = table.without("US-FL-1").with(own);

        assertThat(ids(mended.rules(List.of("US-FL"), LegalProfile.STANDARD))).isEqualTo("US-FED-1,ACME-1");
        assertThatExceptionOfType(InvalidScheduleException.class)
                .isThrownBy(() -> table.without("US-XX-1"))
                .withMessageContaining("there is no rule 'US-XX-1'");
        assertThatExceptionOfType(InvalidScheduleException.class)
                .isThrownBy(() -> table.with(own.closedOn("MARS")))
                .withMessageContaining("there is no such calendar");
        assertThatExceptionOfType(InvalidScheduleException.class)
                .isThrownBy(() -> LegalRule.of("ACME-1", "Florida", WeekHours.always(), "x"))
                .withMessageContaining("such as US-FL");
    }

    @Test
    void closure_concernsItsRegionAndWhatLiesInIt() {
        LegalTable closed = table.addClosure(
                "US-LA", Instant.parse("2026-08-29T00:00:00Z"), Instant.parse("2026-09-05T00:00:00Z"), "hurricane");

        assertThat(closed.closures(List.of("US-LA"))).hasSize(1);
        assertThat(closed.closures(List.of("US-TX", "US"))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "US,    2026-07-03", // Independence Day, a Saturday, observed on Friday
        "US,    2026-11-26",
        "US,    2027-01-18",
        "US,    2026-05-25",
        "US-PA, 2026-04-03", // Good Friday
        "US-PA, 2026-11-03", // Election Day
        "US-PA, 2026-06-15", // Flag Day, a Sunday, observed
        "US-PA, 2026-07-04",
        "US-LA, 2026-02-17", // Mardi Gras
        "US-RI, 2026-08-10", // Victory Day
        "US-UT, 2026-07-24",
        "US-MS, 2026-04-27",
        "FR,    2026-05-14", // Ascension
        "FR,    2026-05-25", // Pentecôte
        "FR,    2026-07-14",
        "CA-BC, 2026-05-18", // Victoria Day
        "CA-BC, 2027-03-26", // Good Friday
    })
    void holiday_isOne(String calendar, LocalDate day) {
        assertThat(table.calendar(calendar).orElseThrow().isHoliday(day)).isTrue();
        assertThat(table.calendar(calendar).orElseThrow().isHoliday(LocalDate.parse("2026-03-10")))
                .isFalse();
    }

    @Test
    void easter_isWhereTheChurchKeepsIt() {
        List<String> sundays =
                List.of("2024-03-31", "2025-04-20", "2026-04-05", "2027-03-28", "2028-04-16", "2038-04-25");
        HolidayCalendar france = table.calendar("FR").orElseThrow();

        assertThat(sundays)
                .allSatisfy(sunday -> assertThat(
                                france.isHoliday(LocalDate.parse(sunday).plusDays(1)))
                        .as(sunday)
                        .isTrue());
        assertThat(daysOf(2026).filter(france::isHoliday)).hasSize(11);
        assertThat(daysOf(2026).filter(table.calendar("US").orElseThrow()::isHoliday))
                .as("eleven, and one observed beside its day")
                .hasSize(12);
    }

    private static Stream<LocalDate> daysOf(int year) {
        return IntStream.rangeClosed(1, LocalDate.of(year, 12, 31).getDayOfYear())
                .mapToObj(day -> LocalDate.ofYearDay(year, day));
    }

    private static String ids(List<LegalRule> rules) {
        return String.join(",", rules.stream().map(LegalRule::id).toList());
    }
}
