package io.stratos.messaging.sim;

import io.stratos.messaging.consent.Purpose;
import io.stratos.messaging.internal.schedule.HoursOracle;
import io.stratos.messaging.message.Message;
import io.stratos.messaging.message.Origin;
import io.stratos.messaging.schedule.Closure;
import io.stratos.messaging.schedule.ContactTimes;
import io.stratos.messaging.schedule.Frequency;
import io.stratos.messaging.schedule.Preference;
import io.stratos.messaging.schedule.WeekHours;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.zone.ZoneRules;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Whether a moment is a time for a message, looked up by hand and worked out for that moment alone. */
final class PlainHours {

    /** Where people with these area codes may be, by the numbering plan. */
    record Place(Set<String> regions, Set<String> zones) {}

    private static final Map<String, Place> AREAS = Map.of(
            "206", place("US-WA", "America/Los_Angeles"),
            "312", place("US-IL", "America/Chicago"),
            "212", place("US-NY", "America/New_York"),
            "415", place("US-CA", "America/Los_Angeles"),
            "305", place("US-FL", "America/New_York"),
            "208", place("US-ID", "America/Boise", "America/Denver", "America/Los_Angeles"),
            "808", place("US-HI", "Pacific/Honolulu"),
            "915", place("US-TX", "America/Chicago", "America/Denver"));
    private static final Map<String, Set<String>> ZONES_OF_STATES = Map.of(
            "US-TX", Set.of("America/Chicago", "America/Denver"),
            "US-FL", Set.of("America/New_York", "America/Chicago"),
            "US-HI", Set.of("Pacific/Honolulu"));
    private static final HoursOracle LAW = new HoursOracle();

    private PlainHours() {}

    private static Place place(String region, String... zones) {
        return new Place(Set.of(region), Set.of(zones));
    }

    static Place of(String number) {
        return AREAS.get(number.substring(2, 5));
    }

    static Place of(String number, ContactTimes known) {
        Set<String> regions = new TreeSet<>(of(number).regions());
        Set<String> zones = new TreeSet<>(of(number).zones());
        known.region().ifPresent(region -> {
            regions.add(region);
            zones.addAll(ZONES_OF_STATES.get(region));
        });
        known.zone().map(ZoneId::getId).ifPresent(zones::add);
        known.lastZone().map(ZoneId::getId).ifPresent(zones::add);
        return new Place(regions, zones);
    }

    /** Why the law forbids it then; null if it does not. It speaks of marketing alone. */
    static String law(Message message, ContactTimes known, List<Closure> closures, Instant at) {
        if (message.purpose() != Purpose.MARKETING || message.origin() == Origin.KEYWORD_REPLY) {
            return null;
        }
        Place place = of(message.to().value(), known);
        for (Closure closure : closures) {
            boolean here = place.regions().contains(closure.region());
            if (here && !at.isBefore(closure.from()) && at.isBefore(closure.to())) {
                return closure.region() + " is closed";
            }
        }
        List<ZoneRules> clocks =
                place.zones().stream().map(zone -> ZoneId.of(zone).getRules()).toList();
        return LAW.isOpen(place.regions(), clocks, false, at) ? null : "the law of " + place + ", " + local(place, at);
    }

    /** Why the contact does not want it then; null if they do. */
    static String wish(Message message, ContactTimes known, Instant at) {
        if (message.purpose() == Purpose.CONVERSATIONAL || message.origin() == Origin.KEYWORD_REPLY) {
            return null;
        }
        Preference wish = known.preference();
        boolean tooMuch = wish.frequency() == Frequency.MINIMAL
                || (wish.frequency() == Frequency.IMPORTANT_ONLY && message.purpose() == Purpose.MARKETING);
        if (tooMuch) {
            return "the contact wants less";
        }
        if (wish.quietUntil() != null && at.isBefore(wish.quietUntil())) {
            return "the contact wants none until " + wish.quietUntil();
        }
        Place place = of(message.to().value(), known);
        for (String zone : place.zones()) {
            if (wish.wanted().filter(hours -> !holds(hours, zone, at)).isPresent()) {
                return "the contact wants " + wish.hours() + ", " + local(place, at);
            }
        }
        return null;
    }

    private static boolean holds(WeekHours hours, String zone, Instant at) {
        LocalDateTime local = ZonedDateTime.ofInstant(at, ZoneId.of(zone)).toLocalDateTime();
        int minute = local.getHour() * 60 + local.getMinute();
        return hours.of(local.getDayOfWeek()).stream().anyMatch(span -> span.open() <= minute && minute < span.close());
    }

    private static String local(Place place, Instant at) {
        StringBuilder times = new StringBuilder();
        place.zones()
                .forEach(zone -> times.append(ZonedDateTime.ofInstant(at, ZoneId.of(zone)))
                        .append(' '));
        return times.toString();
    }
}
