package io.stratos.messaging.internal.schedule;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.stratos.messaging.contact.Address;
import io.stratos.messaging.contact.PhoneNumber;
import io.stratos.messaging.schedule.ContactTimes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Where a contact may be: everywhere that any evidence points to.
 *
 * <p>A number of the North American plan says no more than the whole area its code shares with its overlays: numbers are
 * kept when people move within it. Other numbers say their country, all of it.
 */
public final class Places {

    private static final String UNITED_STATES = "US";
    private static final int CODES = 1000;
    private static final int MOST_KEPT = 20_000;

    private final @Nullable Evidence[] areas = new Evidence[CODES];
    private final @Nullable Evidence[] countries = new Evidence[CODES];
    private final Map<String, Set<String>> zonesOfRegion = new TreeMap<>();
    private final Map<String, Set<String>> countriesOfZone = new HashMap<>();
    private final @Nullable String[] states = new String[CODES];
    private final Cache<Known, Evidence> joined =
            Caffeine.newBuilder().maximumSize(MOST_KEPT).build();

    /** Reads the tables of area codes, countries and postal codes. */
    public Places() {
        for (String[] row : Data.rows("area-codes.txt")) {
            Evidence area = new Evidence(words(row[1], ","), words(row[2], ","), List.of("area code " + row[0]));
            for (String code : row[0].split("/", -1)) {
                areas[Integer.parseInt(code)] = area;
            }
            learn(area);
        }
        for (String[] row : Data.rows("countries.txt")) {
            Set<String> regions = words(row[1], ",");
            Evidence country = new Evidence(
                    Set.of(row[1].substring(0, 2)), words(row[2], ","), List.of("country code +" + row[0]));
            countries[Integer.parseInt(row[0])] = country;
            for (String region : regions) {
                zonesOfRegion.computeIfAbsent(region, r -> new TreeSet<>()).addAll(country.zones());
            }
            learn(country);
        }
        for (String[] row : Data.rows("postal-codes.txt")) {
            String[] range = row[0].substring(0, row[0].indexOf(' ')).split("-", -1);
            for (int code = Integer.parseInt(range[0]); code <= Integer.parseInt(range[1]); code++) {
                states[code] = UNITED_STATES + "-" + row[0].substring(row[0].indexOf(' ') + 1);
            }
        }
    }

    private static Set<String> words(String text, String separator) {
        return new TreeSet<>(Arrays.asList(text.split(separator, -1)));
    }

    private void learn(Evidence place) {
        for (String region : place.regions()) {
            String country = region.substring(0, 2);
            zonesOfRegion.computeIfAbsent(region, r -> new TreeSet<>()).addAll(place.zones());
            zonesOfRegion.computeIfAbsent(country, r -> new TreeSet<>()).addAll(place.zones());
            for (String zone : place.zones()) {
                countriesOfZone.computeIfAbsent(zone, z -> new TreeSet<>()).add(country);
            }
        }
    }

    /**
     * The state of a postal code of the United States.
     *
     * @param zip five digits, or at least the first three
     * @return such as {@code US-FL}; empty if it lies in none
     */
    public Optional<String> state(String zip) {
        return zip.length() >= 3 && zip.substring(0, 3).chars().allMatch(c -> c >= '0' && c <= '9')
                ? Optional.ofNullable(states[Integer.parseInt(zip.substring(0, 3))])
                : Optional.empty();
    }

    /**
     * All that points to a place. Quick, and makes nothing, where nothing but the number is known.
     *
     * @param address the contact's
     * @param times what else is known
     * @return the places; without zones where nobody knows
     */
    public Evidence of(Address address, ContactTimes times) {
        Evidence byNumber = byNumber(address);
        return times.zone().isEmpty()
                        && times.lastZone().isEmpty()
                        && times.region().isEmpty()
                ? byNumber
                : with(new Known(byNumber, times));
    }

    /** What is known of somebody. */
    private record Known(Evidence byNumber, ContactTimes times) {}

    private Evidence with(Known known) {
        Evidence evidence = joined.getIfPresent(known);
        if (evidence == null) {
            evidence = with(known.byNumber, known.times);
            joined.put(known, evidence);
        }
        return evidence;
    }

    private Evidence byNumber(Address address) {
        if (!(address instanceof PhoneNumber)) {
            return Evidence.NONE;
        }
        String value = address.value();
        int digits = value.length() - 1;
        if (value.charAt(1) == '1') {
            Evidence area = digits > 3 ? areas[code(value, 2, 3)] : null;
            return area == null ? Evidence.SOMEWHERE_IN_AMERICA : area;
        }
        for (int length = Math.min(3, digits); length > 0; length--) {
            Evidence country = countries[code(value, 1, length)];
            if (country != null) {
                return country;
            }
        }
        return Evidence.NONE;
    }

    private static int code(String value, int from, int length) {
        int code = 0;
        for (int i = from; i < from + length; i++) {
            code = code * 10 + value.charAt(i) - '0';
        }
        return code;
    }

    private Evidence with(Evidence byNumber, ContactTimes times) {
        Set<String> regions = new TreeSet<>(byNumber.regions());
        Set<String> zones = new TreeSet<>(byNumber.zones());
        List<String> sources = new ArrayList<>(byNumber.sources());
        times.region().ifPresent(region -> {
            regions.add(region);
            zones.addAll(
                    zonesOfRegion.getOrDefault(region, zonesOfRegion.getOrDefault(region.substring(0, 2), Set.of())));
            sources.add("postal address in " + region);
        });
        times.zone().ifPresent(zone -> add(zone.getId(), "given zone", regions, zones, sources));
        times.lastZone().ifPresent(zone -> add(zone.getId(), "last zone", regions, zones, sources));
        return new Evidence(regions, zones, sources);
    }

    /** Somebody whose zone lies in none of the countries known for them may be under another law. */
    private void add(String zone, String what, Set<String> regions, Set<String> zones, List<String> sources) {
        Set<String> around = countriesOfZone.getOrDefault(zone, Set.of());
        if (regions.stream().noneMatch(region -> around.contains(region.substring(0, 2)))) {
            regions.addAll(around);
        }
        zones.add(zone);
        sources.add(what + " " + zone);
    }
}
