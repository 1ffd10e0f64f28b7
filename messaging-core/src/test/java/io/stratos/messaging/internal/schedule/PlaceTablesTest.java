package io.stratos.messaging.internal.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import io.stratos.messaging.contact.PhoneNumber;
import io.stratos.messaging.schedule.ContactTimes;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class PlaceTablesTest {

    private final Places places = new Places();

    @Test
    void shippedTables_areWhatTheGeneratorMakesToday() {
        assertThat(Data.rows("area-codes.txt").stream().map(row -> String.join("|", row)))
                .as("run PlaceTables.main, and look at what changed")
                .containsExactlyElementsOf(PlaceTables.areaCodes());
        assertThat(Data.rows("countries.txt").stream().map(row -> String.join("|", row)))
                .containsExactlyElementsOf(PlaceTables.countries());
    }

    @Test
    void everyAreaCodeTheNumberingPlanKnows_isInTheTable_inItsCountry_withAllItsZones() {
        int seen = 0;
        for (int code = 200; code < 1000; code++) {
            PlaceTables.Known known = PlaceTables.known(code);
            if (!known.countries().isEmpty()) {
                Evidence evidence = at("+1" + code + "5550100");
                assertThat(evidence.zones())
                        .as("area code %s", code)
                        .isNotEmpty()
                        .containsAll(known.zones());
                assertThat(evidence.regions())
                        .as("area code %s", code)
                        .anyMatch(region -> known.countries().stream()
                                .anyMatch(country -> region.startsWith(country) || region.equals("US-" + country)));
                seen++;
            }
        }
        assertThat(seen).isGreaterThan(400);
    }

    @Test
    void numberOfASplitArea_mayBeInAnyOfItsZones_whateverItsPrefix() {
        assertThat(at("+18505550100").zones()).contains("America/Chicago", "America/New_York");
        assertThat(at("+14485550100").zones())
                .as("an overlay serves the same area")
                .isEqualTo(at("+18505550100").zones());
        assertThat(at("+12085550100").zones()).contains("America/Boise", "America/Los_Angeles");
    }

    @Test
    void overlays_shareTheirArea() {
        assertThat(at("+17865550100")).isEqualTo(at("+13055550100"));
        assertThat(at("+13055550100").regions()).containsExactly("US-FL");
    }

    @Test
    void numbersWithoutAPlace_sayNone() {
        for (String number : List.of("+18005550100", "+18885550100", "+19005550100", "+16005550100", "+12005550100")) {
            assertThat(at(number).zones()).as(number).isEmpty();
        }
        assertThat(at("+80012345678").zones()).isEmpty();
    }

    @Test
    void otherCountries_areEverywhereInThem() {
        assertThat(at("+61491570006").zones()).hasSize(8).contains("Australia/Perth", "Australia/Lord_Howe");
        assertThat(at("+447911123456").zones()).contains("Europe/London");
        assertThat(at("+447911123456").regions()).containsExactly("GB");
    }

    @Test
    void everyZoneNamed_isKnownToTheJdk() {
        Set<String> zones = new TreeSet<>();
        Data.rows("area-codes.txt").forEach(row -> zones.addAll(List.of(row[2].split(",", -1))));
        Data.rows("countries.txt").forEach(row -> zones.addAll(List.of(row[2].split(",", -1))));
        assertThat(zones).hasSizeGreaterThan(100).allSatisfy(zone -> ZoneId.of(zone));
    }

    @Test
    void allEvidenceCounts() {
        Evidence evidence = places.of(
                PhoneNumber.of("+13055550100"),
                ContactTimes.none()
                        .region("US-CA")
                        .zone(ZoneId.of("America/Phoenix"))
                        .lastZone(ZoneId.of("Europe/Paris")));

        assertThat(evidence.regions())
                .as("their numbers, their address and the zone they were last seen in")
                .contains("FR", "US-CA", "US-FL");
        assertThat(evidence.zones())
                .containsExactly("America/Los_Angeles", "America/New_York", "America/Phoenix", "Europe/Paris");
        assertThat(evidence.toString())
                .isEqualTo("area code 305/645/786, postal address in US-CA, given zone America/Phoenix, last zone"
                        + " Europe/Paris");
    }

    @Test
    void postalCode_saysTheState() {
        assertThat(places.state("33101")).contains("US-FL");
        assertThat(places.state("100")).contains("US-NY");
        assertThat(places.state("79901-1234")).contains("US-TX");
        assertThat(places.state("09012")).as("military mail").isEmpty();
        assertThat(places.state("x3101")).isEmpty();
        assertThat(places.state("33")).isEmpty();
    }

    private Evidence at(String number) {
        return places.of(PhoneNumber.of(number), ContactTimes.none());
    }
}
