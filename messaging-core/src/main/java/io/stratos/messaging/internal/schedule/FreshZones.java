package io.stratos.messaging.internal.schedule;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneOffsetTransitionRule;
import java.time.zone.ZoneRules;
import java.time.zone.ZoneRulesException;
import java.time.zone.ZoneRulesProvider;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What time it is in a zone: as the JDK reads it, and, where the zone's law changed for 2026, as the engine's own data
 * reads it. Where the two differ nobody may rely on either alone.
 */
public final class FreshZones {

    private static final Instant HISTORY = Instant.parse("2020-01-01T00:00:00Z");
    private static final Instant FUTURE = Instant.parse("2040-01-01T00:00:00Z");

    private final Map<String, List<ZoneRules>> differing = new HashMap<>();
    private final TreeSet<String> releases = new TreeSet<>();

    /** Reads the laws, and compares them with the JDK's. */
    public FreshZones() {
        for (String[] row : Data.rows("zone-laws.txt")) {
            Law law = Law.of(row);
            for (String zone : row[0].split(" ", -1)) {
                ZoneRules known = rulesOf(zone);
                if (known != null) {
                    learn(zone, known, law);
                }
            }
        }
    }

    private void learn(String zone, ZoneRules known, Law law) {
        ZoneRules fresh = law.over(known);
        if (differ(known, fresh)) {
            differing.put(zone, List.of(known, fresh));
            releases.add(law.release);
        }
    }

    /** A JDK of another vendor may lack an old name. */
    private static @Nullable ZoneRules rulesOf(String zone) {
        try {
            return ZoneRulesProvider.getRules(zone, false);
        } catch (ZoneRulesException unknown) {
            return null;
        }
    }

    /**
     * How a zone may be read.
     *
     * @param zone its name
     * @return one reading, or two that differ
     */
    public List<ZoneRules> readings(String zone) {
        List<ZoneRules> both = differing.get(zone);
        return both == null ? List.of(ZoneId.of(zone).getRules()) : both;
    }

    /**
     * Whether a zone has two readings.
     *
     * @param zone its name
     * @return whether the JDK and the engine's data differ about it
     */
    boolean isDisputed(String zone) {
        return differing.containsKey(zone);
    }

    /** {@return what is wrong with the JDK's data, if anything is} */
    public Optional<String> staleness() {
        if (differing.isEmpty()) {
            return Optional.empty();
        }
        String version =
                ZoneRulesProvider.getVersions("America/New_York").lastEntry().getKey();
        String zones = differing.size() + " zones such as " + new TreeSet<>(differing.keySet()).last();
        return Optional.of(
                version.compareTo(releases.last()) < 0
                        ? "this JDK's time zone data " + version + " does not know the law of " + releases.last()
                                + " about " + zones
                                + "; messages go there only when both readings allow it; update the JDK"
                        : "this JDK's time zone data " + version + " says otherwise than the engine's of "
                                + releases.last() + " about " + zones
                                + "; messages go there only when both readings allow it; update the engine");
    }

    private static boolean differ(ZoneRules one, ZoneRules other) {
        List<Instant> edges = new ArrayList<>();
        for (ZoneRules rules : List.of(one, other)) {
            for (ZoneOffsetTransition next = rules.nextTransition(HISTORY);
                    next != null && next.getInstant().isBefore(FUTURE);
                    next = rules.nextTransition(next.getInstant())) {
                edges.add(next.getInstant());
            }
        }
        return edges.stream().anyMatch(at -> !one.getOffset(at).equals(other.getOffset(at)));
    }

    /**
     * That a zone keeps one offset for a time.
     *
     * @param release the release of the tz database that first says so
     * @param from from when
     * @param offset the offset
     * @param until until when; null for good
     */
    private record Law(
            String release,
            Instant from,
            ZoneOffset offset,
            @Nullable Instant until) {

        static Law of(String[] row) {
            return new Law(
                    row[1],
                    Instant.parse(row[2]),
                    ZoneOffset.of(row[3]),
                    row[4].isEmpty() ? null : Instant.parse(row[4]));
        }

        ZoneRules over(ZoneRules known) {
            List<ZoneOffsetTransition> transitions = new ArrayList<>();
            collect(known, HISTORY, from, transitions);
            ZoneOffset before = known.getOffset(from.minusSeconds(1));
            add(transitions, from, before, offset);
            List<ZoneOffsetTransitionRule> last = List.of();
            if (until != null) {
                add(transitions, until, offset, known.getOffset(until));
                int year = until.atOffset(ZoneOffset.UTC).getYear();
                Instant end = LocalDateTime.of(year + 1, 1, 1, 12, 0).toInstant(ZoneOffset.UTC);
                collect(known, until, end, transitions);
                last = known.getTransitionRules();
            }
            ZoneOffset first = known.getOffset(HISTORY);
            return ZoneRules.of(first, first, List.of(), transitions, last);
        }

        private static void add(
                List<ZoneOffsetTransition> transitions, Instant at, ZoneOffset before, ZoneOffset after) {
            if (!before.equals(after)) {
                transitions.add(ZoneOffsetTransition.of(
                        LocalDateTime.ofEpochSecond(at.getEpochSecond(), 0, before), before, after));
            }
        }

        private static void collect(ZoneRules rules, Instant after, Instant end, List<ZoneOffsetTransition> into) {
            for (ZoneOffsetTransition next = rules.nextTransition(after);
                    next != null && next.getInstant().isBefore(end);
                    next = rules.nextTransition(next.getInstant())) {
                into.add(next);
            }
        }
    }
}
