package io.stratos.messaging.internal.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneRules;
import java.time.zone.ZoneRulesProvider;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FreshZonesTest {

    private final FreshZones zones = new FreshZones();

    /** As of tz 2026f, compiled by its own compiler and read beside this. */
    @ParameterizedTest
    @CsvSource({
        "America/Vancouver,   2026-07-01T00:00:00Z, -07:00",
        "America/Vancouver,   2026-11-01T08:59:59Z, -07:00",
        "America/Vancouver,   2026-11-21T04:30:00Z, -07:00",
        "America/Vancouver,   2027-01-15T00:00:00Z, -07:00",
        "America/Vancouver,   2035-01-15T00:00:00Z, -07:00",
        "America/Edmonton,    2026-12-01T00:00:00Z, -06:00",
        "America/Yellowknife, 2026-12-01T00:00:00Z, -06:00",
        "America/Inuvik,      2026-12-01T00:00:00Z, -06:00",
        "America/Winnipeg,    2026-12-01T00:00:00Z, -05:00",
        "America/Winnipeg,    2026-02-01T00:00:00Z, -06:00",
        "Africa/Casablanca,   2026-09-20T00:59:59Z, +01:00",
        "Africa/Casablanca,   2026-09-20T01:00:00Z, +00:00",
        "Africa/Casablanca,   2027-06-20T01:00:00Z, +00:00",
        "Africa/El_Aaiun,     2026-10-20T01:00:00Z, +00:00",
        "America/Havana,      2026-12-01T00:00:00Z, -04:00",
        "America/Havana,      2027-11-07T04:59:59Z, -04:00",
        "America/Havana,      2027-11-07T05:00:00Z, -05:00",
        "America/Havana,      2028-03-12T05:00:00Z, -04:00",
        "America/Havana,      2028-12-01T00:00:00Z, -05:00",
        "America/Havana,      2030-07-01T00:00:00Z, -04:00",
    })
    void changedLaw_isRead(String zone, Instant at, String offset) {
        assertThat(zones.readings(zone))
                .extracting(rules -> rules.getOffset(at))
                .contains(ZoneOffset.of(offset));
    }

    @Test
    void whereTheReadingsDiffer_bothCount_elsewhereOne() {
        ZoneRules jdk = ZoneId.of("America/Vancouver").getRules();
        boolean stale = jdk.getOffset(Instant.parse("2027-01-15T00:00:00Z")).equals(ZoneOffset.ofHours(-8));

        assertThat(zones.readings("America/Vancouver")).hasSize(stale ? 2 : 1);
        assertThat(zones.readings("America/New_York"))
                .isEqualTo(List.of(ZoneId.of("America/New_York").getRules()));
    }

    @Test
    void oldJdk_isNamedWithItsVersion_andWhatItDoesNotKnow() {
        String version =
                ZoneRulesProvider.getVersions("America/New_York").lastEntry().getKey();

        if (version.compareTo("2026f") < 0) {
            assertThat(zones.staleness())
                    .hasValueSatisfying(text -> assertThat(text).contains(version, "2026f", "update the JDK"));
        } else {
            assertThat(zones.staleness()).isEmpty();
        }
    }
}
