package io.stratos.messaging.internal.schedule;

import io.stratos.messaging.consent.Purpose;
import io.stratos.messaging.schedule.Closure;
import io.stratos.messaging.schedule.HolidayCalendar;
import io.stratos.messaging.schedule.LegalRule;
import io.stratos.messaging.schedule.LegalTable;
import io.stratos.messaging.schedule.WeekHours;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.zone.ZoneRules;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Makes plans: law, contact, and the type of the message or else the tenant. */
final class Planner {

    private static final List<WeekHours.Span> ALL_DAY = List.of(new WeekHours.Span(0, 24 * 60));

    private final LegalTable table;
    private final FreshZones zones;

    Planner(LegalTable table, FreshZones zones) {
        this.table = table;
        this.zones = zones;
    }

    Plan plan(PlanKey key) {
        List<Zone> places = places(key.evidence().zones());
        List<Plan.Layer> layers = new ArrayList<>();
        if (key.law()) {
            layers.add(law(key, places));
        }
        List<Zone> clocks = places.isEmpty()
                ? key.rules().zone().map(zone -> places(List.of(zone.getId()))).orElse(List.of())
                : places;
        if (key.purpose() != Purpose.CONVERSATIONAL) {
            contact(key, clocks).ifPresent(layers::add);
        }
        wishes(key, clocks).ifPresent(layers::add);
        return new Plan(layers, key.law() ? capped(key) : List.of());
    }

    LegalTable table() {
        return table;
    }

    /** One reading of a zone. */
    private record Zone(String name, ZoneRules rules) {

        LocalDateTime local(Instant at) {
            return LocalDateTime.ofEpochSecond(at.getEpochSecond(), 0, rules.getOffset(at));
        }
    }

    private List<Zone> places(List<String> names) {
        return names.stream()
                .flatMap(name -> zones.readings(name).stream().map(rules -> new Zone(name, rules)))
                .toList();
    }

    private List<LegalRule> capped(PlanKey key) {
        return key
                .rules()
                .law(table)
                .rules(key.evidence().regions(), key.rules().legal())
                .stream()
                .filter(rule -> rule.dailyCap() > 0)
                .toList();
    }

    private Plan.Layer law(PlanKey key, List<Zone> places) {
        LegalTable own = key.rules().law(table);
        List<Rule> rules = own.rules(key.evidence().regions(), key.rules().legal()).stream()
                .map(rule -> new Rule(rule, calendar(own, rule.holidays())))
                .toList();
        List<Closure> closures = own.closures(key.evidence().regions());
        String allowed = "the law allows it everywhere the contact may be, by " + key.evidence() + " ("
                + rules.stream().map(rule -> rule.legal.id()).collect(Collectors.joining(", ")) + "; rules of "
                + own.version() + ")";
        return new Plan.Layer(
                "law",
                false,
                (from, to) -> {
                    Strip open = Strip.open(from, to);
                    for (Rule rule : rules) {
                        open = open.and(everywhere(rule::spans, places, from, to));
                    }
                    for (Closure closure : closures) {
                        open = open.without(
                                closure.from().getEpochSecond(), closure.to().getEpochSecond());
                    }
                    return open;
                },
                (at, open) -> open ? allowed : forbidden(at, rules, closures, places, key.evidence()));
    }

    private static Strip everywhere(
            Function<LocalDate, Iterable<WeekHours.Span>> hours, List<Zone> places, long from, long to) {
        Strip open = Strip.open(from, to);
        for (Zone place : places) {
            open = open.and(Strip.of(hours, place.rules, from, to));
        }
        return open;
    }

    private static String forbidden(
            Instant at, List<Rule> rules, List<Closure> closures, List<Zone> places, Evidence evidence) {
        List<String> reasons = new ArrayList<>();
        for (Closure closure : closures) {
            if (!at.isBefore(closure.from()) && at.isBefore(closure.to())) {
                reasons.add(closure.region() + " is closed until " + closure.to() + ": " + closure.reason());
            }
        }
        for (Rule rule : rules) {
            for (Zone place : places) {
                LocalDateTime local = place.local(at);
                if (!rule.isOpen(local)) {
                    reasons.add(place.name + " has " + day(local) + " " + local.toLocalTime() + ", and "
                            + rule.legal.words() + " allows " + rule.legal.hours()
                            + (rule.isHoliday(local.toLocalDate()) ? ", no holidays" : ""));
                    break;
                }
            }
        }
        int most = Math.min(2, reasons.size());
        return String.join("; ", reasons.subList(0, most))
                + (reasons.size() > most ? "; and " + (reasons.size() - most) + " more" : "") + " (by " + evidence
                + ")";
    }

    private static String day(LocalDateTime local) {
        return local.getDayOfWeek().name().charAt(0)
                + local.getDayOfWeek().name().substring(1, 3).toLowerCase(Locale.ROOT);
    }

    /** A rule, with the calendar it names. */
    private record Rule(LegalRule legal, @Nullable HolidayCalendar calendar) {

        List<WeekHours.Span> spans(LocalDate day) {
            if (!legal.isInForce(day)) {
                return ALL_DAY;
            }
            return isHoliday(day) ? List.of() : legal.hours().of(day.getDayOfWeek());
        }

        boolean isHoliday(LocalDate day) {
            return calendar != null && calendar.isHoliday(day);
        }

        boolean isOpen(LocalDateTime local) {
            int minute = local.getHour() * 60 + local.getMinute();
            return spans(local.toLocalDate()).stream().anyMatch(span -> span.open() <= minute && minute < span.close());
        }
    }

    private static @Nullable HolidayCalendar calendar(LegalTable table, @Nullable String name) {
        return name == null ? null : table.calendar(name).orElse(null);
    }

    private static Optional<Plan.Layer> contact(PlanKey key, List<Zone> clocks) {
        WeekHours wanted = key.preference().hours();
        Instant quiet = key.preference().quietUntil();
        boolean hasHours = wanted != null && !clocks.isEmpty();
        if (!hasHours && quiet == null) {
            return Optional.empty();
        }
        return Optional.of(new Plan.Layer(
                "contact",
                false,
                (from, to) -> {
                    Strip open = wanted == null
                            ? Strip.open(from, to)
                            : everywhere(day -> wanted.of(day.getDayOfWeek()), clocks, from, to);
                    return quiet == null ? open : open.without(Long.MIN_VALUE, quiet.getEpochSecond());
                },
                (at, open) -> open
                        ? "the contact wants messages at this time"
                        : quiet != null && at.isBefore(quiet)
                                ? "the contact wants none until " + quiet
                                : "the contact wants messages " + wanted));
    }

    /** What the tenant says of the type stands in place of what it says of the purpose. */
    private Optional<Plan.Layer> wishes(PlanKey key, List<Zone> clocks) {
        if (key.rules().isUrgent(key.type()) || clocks.isEmpty()) {
            return Optional.empty();
        }
        Optional<WeekHours> ofType = key.rules().type(key.type());
        Optional<WeekHours> hours = ofType.or(() -> key.rules().hours(key.purpose()));
        HolidayCalendar holidays = calendar(table, key.rules().closedOn().orElse(null));
        String who = ofType.isPresent()
                ? "messages of type " + key.type() + " go "
                : "the tenant sends " + key.purpose().name().toLowerCase(Locale.ROOT) + " messages ";
        return hours.map(wanted -> new Plan.Layer(
                ofType.isPresent() ? "type" : "tenant",
                true,
                (from, to) -> everywhere(
                        day -> holidays != null && holidays.isHoliday(day)
                                ? List.<WeekHours.Span>of()
                                : wanted.of(day.getDayOfWeek()),
                        clocks,
                        from,
                        to),
                (at, open) -> who
                        + wanted
                        + key.rules()
                                .closedOn()
                                .map(name -> ", not on holidays of " + name)
                                .orElse("")));
    }
}
