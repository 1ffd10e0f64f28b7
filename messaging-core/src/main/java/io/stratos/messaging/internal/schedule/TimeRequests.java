package io.stratos.messaging.internal.schedule;

import io.stratos.messaging.contact.Address;
import io.stratos.messaging.schedule.ContactTimes;
import io.stratos.messaging.schedule.TimeRules;
import io.stratos.messaging.schedule.TimeWish;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneRules;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a contact asks for by text, by their own clock: that of the zone they gave, else of every zone they may be in, and then the
 * latest time counts, so that nothing comes before it wherever they are. Immutable.
 */
public final class TimeRequests {

    /** No time of day is the same in both, nor the other half of it. */
    private static final List<ZoneId> EAST_AND_WEST = List.of(ZoneOffset.ofHours(12), ZoneOffset.ofHours(-10));

    private final Places places;
    private final FreshZones zones;

    TimeRequests(Places places, FreshZones zones) {
        this.places = places;
        this.zones = zones;
    }

    /**
     * What was asked for.
     *
     * @param wish what
     * @param time the moment of a {@link TimeWish.NotBefore} on the contact's clock; for other wishes the moment they wrote
     * @param zone which clock
     * @param isOneOfMany whether the contact may be where that moment has another time
     * @param language in which they wrote, such as {@code en}
     */
    public record Asked(TimeWish wish, LocalDateTime time, ZoneId zone, boolean isOneOfMany, String language) {}

    /**
     * Reads a text.
     *
     * @param text what the contact wrote
     * @param now when
     * @param address whose text
     * @param times what is known of them
     * @param rules the tenant's, whose zone counts where nothing else is known
     * @return what they ask for; empty if it is no command
     */
    public Optional<Asked> read(String text, Instant now, Address address, ContactTimes times, TimeRules rules) {
        List<ZoneId> clocks = clocks(address, times, rules);
        List<Asked> readings = new ArrayList<>();
        for (ZoneId clock : clocks.isEmpty() ? EAST_AND_WEST : clocks) {
            TimeCommands.read(text, now, clock)
                    .map(wish -> asked(wish, now, clock, TimeCommands.language(text)))
                    .ifPresent(readings::add);
        }
        Asked strictest = null;
        for (Asked reading : readings) {
            strictest = strictest == null || at(reading).isAfter(at(strictest)) ? reading : strictest;
        }
        if (strictest == null) {
            return Optional.empty();
        }
        Asked found = strictest;
        boolean differ = readings.stream().anyMatch(reading -> !at(reading).equals(at(found)));
        if (clocks.isEmpty() && differ) {
            TimeWish unknown = new TimeWish.NotUnderstood(
                    found.language, "nobody knows the contact's zone; use a time from now, such as LATER IN 2 HOURS");
            return Optional.of(new Asked(unknown, found.time, found.zone, false, found.language));
        }
        return Optional.of(new Asked(found.wish, found.time, found.zone, differ, found.language));
    }

    private List<ZoneId> clocks(Address address, ContactTimes times, TimeRules rules) {
        if (times.zone().isPresent()) {
            return times.zone().stream().toList();
        }
        List<String> possible = places.of(address, times).zones();
        return possible.isEmpty()
                ? rules.zone().stream().toList()
                : possible.stream().map(ZoneId::of).toList();
    }

    /** Where the JDK and the engine differ about a zone, the clock may show either, and the later moment counts. */
    private Asked asked(TimeWish wish, Instant now, ZoneId clock, String language) {
        if (!(wish instanceof TimeWish.NotBefore at)) {
            return new Asked(wish, now.atZone(clock).toLocalDateTime(), clock, false, language);
        }
        LocalDateTime local = at.instant().atZone(clock).toLocalDateTime();
        Instant latest = at.instant();
        for (ZoneRules reading : clock instanceof ZoneOffset ? List.<ZoneRules>of() : zones.readings(clock.getId())) {
            Instant read = local.toInstant(reading.getOffset(local));
            latest = zones.isDisputed(clock.getId()) && read.isAfter(latest) ? read : latest;
        }
        return new Asked(new TimeWish.NotBefore(latest), local, clock, false, language);
    }

    /** What is no instant is earlier than all that is. */
    private static Instant at(Asked asked) {
        return asked.wish instanceof TimeWish.NotBefore at ? at.instant() : Instant.MIN;
    }
}
