package io.stratos.messaging.internal.schedule;

import com.google.i18n.phonenumbers.PhoneNumberToTimeZonesMapper;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberType;
import com.google.i18n.phonenumbers.Phonenumber;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Makes the tables of places: what is known of area codes, from this project's own list, and the zones that libphonenumber's
 * mapper finds for their prefixes. {@code main} writes them into the directory it is given.
 */
final class PlaceTables {

    private static final PhoneNumberUtil NUMBERS = PhoneNumberUtil.getInstance();
    private static final PhoneNumberToTimeZonesMapper MAPPER = PhoneNumberToTimeZonesMapper.getInstance();
    private static final Set<PhoneNumberType> GEOGRAPHIC =
            Set.of(PhoneNumberType.FIXED_LINE, PhoneNumberType.MOBILE, PhoneNumberType.FIXED_LINE_OR_MOBILE);

    /** More than any one area has: the mapper knows nothing, and names the zones of the whole plan. */
    private static final int WHOLE_PLAN = 20;

    /** What the library knows of each area code: its zones and its countries. */
    private static final Map<Integer, Known> PLAN = survey();

    private PlaceTables() {}

    /** What the library knows of an area code. */
    record Known(Set<String> zones, Set<String> countries) {}

    private static Map<Integer, Known> survey() {
        Map<Integer, Known> plan = new TreeMap<>();
        for (int code = 200; code < 1000; code++) {
            Known known = new Known(new TreeSet<>(), new TreeSet<>());
            for (int exchange = 200; exchange < 1000; exchange++) {
                Phonenumber.PhoneNumber number = new Phonenumber.PhoneNumber()
                        .setCountryCode(1)
                        .setNationalNumber(code * 10_000_000L + exchange * 10_000L + 2345);
                String country = NUMBERS.getRegionCodeForNumber(number);
                if (country == null) {
                    break;
                }
                if (GEOGRAPHIC.contains(NUMBERS.getNumberType(number))) {
                    known.countries.add(country);
                    List<String> found = MAPPER.getTimeZonesForGeographicalNumber(number);
                    known.zones.addAll(found.size() < WHOLE_PLAN ? found : List.of());
                }
            }
            plan.put(code, known);
        }
        return plan;
    }

    /** {@return what the library knows of an area code; no countries if it is not in use} */
    static Known known(int code) {
        return PLAN.getOrDefault(code, new Known(Set.of(), Set.of()));
    }

    public static void main(String[] args) throws IOException {
        Path directory = Path.of(args[0]);
        Files.writeString(
                directory.resolve("area-codes.txt"),
                "# Made by PlaceTables: area codes that share one area | its states | its zones\n"
                        + String.join("\n", areaCodes()) + "\n");
        Files.writeString(
                directory.resolve("countries.txt"),
                "# Made by PlaceTables: country code | its countries, the main one first | their zones\n"
                        + String.join("\n", countries()) + "\n");
    }

    static List<String> areaCodes() {
        List<String> lines = new ArrayList<>();
        for (String fact : facts()) {
            String[] words = fact.split(" ", -1);
            for (String area : Arrays.asList(words).subList(1, words.length)) {
                String[] parts = area.split("\\|", -1);
                Set<String> zones = new TreeSet<>();
                for (String code : parts[0].split("/", -1)) {
                    zones.addAll(known(Integer.parseInt(code)).zones());
                }
                if (parts.length > 1) {
                    zones.addAll(Arrays.asList(parts[1].split(",", -1)));
                }
                lines.add(parts[0] + "|" + words[0] + "|" + String.join(",", zones));
            }
        }
        return lines;
    }

    static List<String> facts() {
        try (var in = PlaceTables.class.getResourceAsStream("/schedule/area-code-facts.txt")) {
            return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .toList();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** For a number without a place in the country the mapper names the zones of the country, or of all that share its code. */
    static List<String> countries() {
        return NUMBERS.getSupportedCallingCodes().stream()
                .filter(code -> code != 1)
                .sorted()
                .map(code -> code + "|" + String.join(",", NUMBERS.getRegionCodesForCountryCode(code)) + "|"
                        + zonesOf(code).stream().sorted().collect(Collectors.joining(",")))
                .filter(line -> !line.endsWith("|") && !line.contains("|001|"))
                .toList();
    }

    private static List<String> zonesOf(int code) {
        List<String> zones =
                MAPPER.getTimeZonesForGeographicalNumber(new Phonenumber.PhoneNumber().setCountryCode(code));
        return zones.contains(PhoneNumberToTimeZonesMapper.getUnknownTimeZone()) ? List.of() : zones;
    }
}
