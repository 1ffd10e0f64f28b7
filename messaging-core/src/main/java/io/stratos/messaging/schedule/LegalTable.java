package io.stratos.messaging.schedule;

import io.stratos.messaging.exception.InvalidScheduleException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The rules of all regions, the calendars they name, and closures. Ships with the engine as data with a version; a host
 * may take rules out, put others in, and so mend what it knows better.
 *
 * <p>Collected with care and without a lawyer: sources and their confidence are in the rules. Each method returns a new value.
 * Immutable and safe for use by many threads.
 */
public final class LegalTable {

    private static final String VERSION = "version ";

    private final String version;
    private final Map<String, LegalRule> rules;
    private final Map<String, HolidayCalendar> calendars;
    private final List<Closure> closures;

    private LegalTable(
            String version,
            Map<String, LegalRule> rules,
            Map<String, HolidayCalendar> calendars,
            List<Closure> closures) {
        this.version = version;
        this.rules = rules;
        this.calendars = calendars;
        this.closures = List.copyOf(closures);
        for (LegalRule rule : rules.values()) {
            if (rule.holidays() != null && !calendars.containsKey(rule.holidays())) {
                throw new InvalidScheduleException("rule " + rule.id() + " is closed on the days of '" + rule.holidays()
                        + "', and there is no such calendar; there are " + String.join(", ", calendars.keySet()));
            }
        }
    }

    /** {@return the table of this release of the engine} */
    public static LegalTable shipped() {
        List<String> lines = DataFile.lines("legal-hours.txt");
        Map<String, LegalRule> rules = new LinkedHashMap<>();
        for (String line : lines.subList(1, lines.size())) {
            LegalRule rule = LegalRule.parse(line);
            rules.put(rule.id(), rule);
        }
        return new LegalTable(lines.get(0).substring(VERSION.length()), rules, ShippedHolidays.read(), List.of());
    }

    /**
     * Adds a rule, or replaces the one of its id. Rules of one region hold together: hours must be open by all of them.
     *
     * @param rule the rule
     * @return a new value
     * @throws InvalidScheduleException if it names a calendar that is not there
     */
    public LegalTable with(LegalRule rule) {
        Map<String, LegalRule> more = new LinkedHashMap<>(rules);
        more.put(rule.id(), rule);
        return new LegalTable(version, more, calendars, closures);
    }

    /**
     * Takes a rule out: the host answers for it.
     *
     * @param id such as {@code US-SD-1}
     * @return a new value
     * @throws InvalidScheduleException if there is no such rule
     */
    public LegalTable without(String id) {
        Map<String, LegalRule> fewer = new LinkedHashMap<>(rules);
        if (fewer.remove(id) == null) {
            throw new InvalidScheduleException("there is no rule '" + id + "'; there are " + rules.keySet());
        }
        return new LegalTable(version, fewer, calendars, closures);
    }

    /**
     * Adds a calendar, or replaces the one of its name.
     *
     * @param calendar the calendar
     * @return a new value
     */
    public LegalTable calendar(HolidayCalendar calendar) {
        Map<String, HolidayCalendar> more = new TreeMap<>(calendars);
        more.put(calendar.name(), calendar);
        return new LegalTable(version, rules, more, closures);
    }

    /**
     * Closes a region for a time.
     *
     * @param region a country, or one with its state such as {@code US-LA}
     * @param from from when
     * @param to until when, not included
     * @param reason why
     * @return a new value
     * @throws InvalidScheduleException as {@link Closure}
     */
    public LegalTable addClosure(String region, Instant from, Instant to, String reason) {
        return closed(List.of(new Closure(region, from, to, reason)));
    }

    /**
     * Adds closures.
     *
     * @param more which
     * @return a new value
     */
    public LegalTable closed(Collection<Closure> more) {
        List<Closure> all = new ArrayList<>(closures);
        all.addAll(more);
        return new LegalTable(version, rules, calendars, all);
    }

    /**
     * The rules that speak about some regions.
     *
     * @param regions countries, and states such as {@code US-FL}, which stand for their country as well
     * @param profile how careful to be
     * @return the rules, in the order of the table
     */
    public List<LegalRule> rules(Collection<String> regions, LegalProfile profile) {
        return rules.values().stream()
                .filter(rule -> rule.profile().compareTo(profile) <= 0)
                .filter(rule -> regions.stream().anyMatch(region -> concerns(rule, region)))
                .toList();
    }

    private boolean concerns(LegalRule rule, String region) {
        String country = region.substring(0, Math.min(2, region.length()));
        return rule.region().equals("*") ? !hasOwn(country) : lies(region, rule.region());
    }

    private boolean hasOwn(String country) {
        return rules.values().stream()
                .anyMatch(rule -> rule.region().equals(country) && rule.profile() == LegalProfile.STANDARD);
    }

    /**
     * The closures that concern some regions.
     *
     * @param regions countries, and states such as {@code US-LA}
     * @return the closures, past ones too
     */
    public List<Closure> closures(Collection<String> regions) {
        return closures.stream()
                .filter(closure -> closure.region().equals("*")
                        || regions.stream().anyMatch(region -> lies(region, closure.region())))
                .toList();
    }

    private static boolean lies(String region, String in) {
        return region.equals(in) || (region.startsWith(in) && region.charAt(in.length()) == '-');
    }

    /** {@return the version of the shipped data it is made of} */
    public String version() {
        return version;
    }

    /** {@return all rules, unmodifiable} */
    public List<LegalRule> rules() {
        return List.copyOf(rules.values());
    }

    /**
     * Looks a calendar up.
     *
     * @param name such as {@code US-PA}
     * @return the calendar, if it is there
     */
    public Optional<HolidayCalendar> calendar(String name) {
        return Optional.ofNullable(calendars.get(name));
    }

    /** {@return the names of all calendars, sorted} */
    public List<String> calendars() {
        return calendars.keySet().stream().sorted().toList();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof LegalTable that
                && rules.equals(that.rules)
                && calendars.equals(that.calendars)
                && closures.equals(that.closures);
    }

    @Override
    public int hashCode() {
        return Objects.hash(rules, closures);
    }

    /** {@return version and number of rules} */
    @Override
    public String toString() {
        return "LegalTable " + version + " (" + rules.size() + " rules, " + closures.size() + " closures)";
    }
}
