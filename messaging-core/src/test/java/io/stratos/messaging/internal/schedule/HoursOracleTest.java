package io.stratos.messaging.internal.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import io.stratos.messaging.consent.Purpose;
import io.stratos.messaging.schedule.LegalProfile;
import io.stratos.messaging.schedule.LegalRule;
import io.stratos.messaging.schedule.LegalTable;
import io.stratos.messaging.schedule.Preference;
import io.stratos.messaging.schedule.TimeRules;
import java.time.Instant;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The engine and the oracle, minute by minute. */
class HoursOracleTest {

    private static final Instant BEGIN = Instant.parse("2026-01-01T00:00:00Z");
    private static final Instant END = Instant.parse("2031-01-01T00:00:00Z");
    private static final int MINUTE = 60;

    private final HoursOracle oracle = new HoursOracle();
    private final FreshZones zones = new FreshZones();
    private final LegalTable table = LegalTable.shipped();

    @Test
    void everyRule_inEveryWayTheClocksChange_aroundEachChange_isReadAsTheTableSays() {
        Map<List<ZoneRules>, String> different = new LinkedHashMap<>();
        names().forEach(name -> different.putIfAbsent(readings(List.of(name)), name));

        assertThat(compareAroundChanges(different.values(), 65, 1)).isGreaterThan(1_000_000);
        assertThat(compareAroundChanges(different.values(), 26 * 60, 60)).isGreaterThan(500_000);
    }

    @Test
    @Tag("simulation-long")
    void everyRule_inEveryZone_aroundEachChange_isReadAsTheTableSays() {
        long compared = compareAroundChanges(names().toList(), 26 * 60, 1);

        assertThat(compared).isGreaterThan(50_000_000);
    }

    private long compareAroundChanges(Collection<String> names, int minutes, int step) {
        long compared = 0;
        for (HoursOracle.Line line : oracle.lines()) {
            LegalTable alone = only(line.id);
            String region = line.region.equals("*") ? "DE" : line.region;
            for (String name : names) {
                Plan plan = plan(alone, List.of(region), List.of(name), LegalProfile.STRICT);
                List<ZoneRules> readings = readings(List.of(name));
                for (long change : changes(readings)) {
                    long from = change - (long) minutes * MINUTE;
                    long to = change + (long) minutes * MINUTE;
                    Strip strip = plan.between(from, to);
                    for (long second = from; second < to; second += (long) step * MINUTE) {
                        Instant at = Instant.ofEpochSecond(second);
                        boolean expected = readings.stream().allMatch(zone -> line.isOpen(zone, at));
                        if (strip.contains(second) != expected) {
                            throw new AssertionError(line.id + " in " + name + " at " + at + ": the table says "
                                    + (expected ? "open" : "closed"));
                        }
                        compared++;
                    }
                }
            }
        }
        return compared;
    }

    @Test
    void aMillionMomentsAnywhere_areReadAsTheTableSays() {
        Random random = new Random(20261120);
        List<String> names = names().toList();
        List<String> regions = regions();
        long open = 0;
        for (int i = 0; i < 1_000; i++) {
            List<String> where = some(regions, 1 + random.nextInt(3), random);
            List<String> when = some(names, 1 + random.nextInt(3), random);
            boolean strict = random.nextBoolean();
            Plan plan = plan(table, where, when, strict ? LegalProfile.STRICT : LegalProfile.STANDARD);
            List<ZoneRules> readings = readings(when);
            long month = BEGIN.getEpochSecond() + (long) random.nextInt(60) * 30 * 86_400;
            for (int j = 0; j < 1_000; j++) {
                Instant at = Instant.ofEpochSecond(month + random.nextInt(40 * 86_400));
                boolean expected = oracle.isOpen(where, readings, strict, at);
                assertSame(plan.openAt(at, 1) != null, expected, where, when, at);
                open += expected ? 1 : 0;
            }
        }
        assertThat(open).as("open ones among the million").isBetween(50_000L, 600_000L);
    }

    @Test
    void nextOpening_isTheFirstMinuteTheTableAllows() {
        Random random = new Random(7);
        List<String> names = names().toList();
        for (int i = 0; i < 150; i++) {
            List<String> where = some(regions(), 1, random);
            List<String> when = some(names, 1, random);
            Plan plan = plan(table, where, when, LegalProfile.STRICT);
            Instant at = Instant.ofEpochSecond(BEGIN.getEpochSecond() + random.nextInt(1_700) * 86_400L);
            Plan.Open next = plan.next(at, 1);
            Instant first = at;
            List<ZoneRules> readings = readings(when);
            while (!oracle.isOpen(where, readings, true, first)) {
                first = first.plusSeconds(MINUTE);
            }
            assertThat(next).isNotNull();
            assertThat(next.from().isAfter(at) ? next.from() : at)
                    .as("%s %s %s", where, when, at)
                    .isEqualTo(first);
        }
    }

    @Test
    void oneMoreZoneOrRegion_orMoreCare_neverWidens() {
        Random random = new Random(4711);
        List<String> names = names().toList();
        for (int i = 0; i < 400; i++) {
            List<String> where = some(regions(), 1 + random.nextInt(2), random);
            List<String> when = some(names, 1 + random.nextInt(2), random);
            List<String> wider = plus(where, some(regions(), 1, random));
            List<String> more = plus(when, some(names, 1, random));
            Plan plan = plan(table, where, when, LegalProfile.STANDARD);
            List<Plan> narrower = List.of(
                    plan(table, wider, when, LegalProfile.STANDARD),
                    plan(table, where, more, LegalProfile.STANDARD),
                    plan(table, where, when, LegalProfile.STRICT));
            long month = BEGIN.getEpochSecond() + (long) random.nextInt(60) * 30 * 86_400;
            for (int j = 0; j < 400; j++) {
                Instant at = Instant.ofEpochSecond(month + random.nextInt(40 * 86_400));
                boolean open = plan.openAt(at, 1) != null;
                for (Plan narrow : narrower) {
                    assertThat(narrow.openAt(at, 1) == null || open)
                            .as("%s %s, more: %s %s, %s", where, when, wider, more, at)
                            .isTrue();
                }
            }
        }
    }

    private static void assertSame(
            boolean engine, boolean expected, List<String> where, List<String> when, Instant at) {
        if (engine != expected) {
            throw new AssertionError(
                    where + " in " + when + " at " + at + ": the table says " + (expected ? "open" : "closed"));
        }
    }

    private Plan plan(LegalTable law, List<String> regions, List<String> when, LegalProfile profile) {
        TimeRules rules = TimeRules.ofDefaults().legal(profile);
        Evidence evidence = new Evidence(regions, when, List.of("this test"));
        return new Planner(law, zones)
                .plan(new PlanKey(rules, evidence, Preference.anytime(), Purpose.MARKETING, null, true));
    }

    private LegalTable only(String id) {
        LegalTable alone = table;
        for (LegalRule rule : table.rules()) {
            alone = rule.id().equals(id) ? alone : alone.without(rule.id());
        }
        return alone;
    }

    private List<ZoneRules> readings(List<String> names) {
        return names.stream().flatMap(name -> zones.readings(name).stream()).toList();
    }

    private static Set<Long> changes(List<ZoneRules> readings) {
        Set<Long> changes = new TreeSet<>();
        for (ZoneRules rules : readings) {
            for (ZoneOffsetTransition next = rules.nextTransition(BEGIN);
                    next != null && next.getInstant().isBefore(END);
                    next = rules.nextTransition(next.getInstant())) {
                changes.add(next.toEpochSecond());
            }
        }
        return changes;
    }

    private static Stream<String> names() {
        return Stream.concat(Data.rows("area-codes.txt").stream(), Data.rows("countries.txt").stream())
                .flatMap(row -> Arrays.stream(row[2].split(",", -1)))
                .distinct()
                .sorted();
    }

    private List<String> regions() {
        List<String> regions = new ArrayList<>(List.of("US", "DE", "US-NY", "CA-BC", "MX"));
        oracle.lines().stream()
                .map(line -> line.region)
                .filter(region -> !region.equals("*"))
                .forEach(regions::add);
        return regions;
    }

    private static List<String> some(List<String> of, int count, Random random) {
        List<String> shuffled = new ArrayList<>(of);
        Collections.shuffle(shuffled, random);
        return shuffled.subList(0, count);
    }

    private static List<String> plus(List<String> some, List<String> more) {
        List<String> both = new ArrayList<>(some);
        both.addAll(more);
        return both;
    }
}
