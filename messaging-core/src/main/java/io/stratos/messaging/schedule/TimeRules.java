package io.stratos.messaging.schedule;

import io.stratos.messaging.consent.Purpose;
import io.stratos.messaging.exception.InvalidScheduleException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a tenant says about time: how it reads the law, and when it wants its messages to go. Each method returns a new
 * value; immutable and safe for use by many threads.
 *
 * <p>Asked in this order: an emergency, the law, the contact, the type of the message, the tenant. The later give way where
 * they leave no common hour; the law and the contact do not. Hours are those of wherever the contact may be.
 */
public final class TimeRules {

    private static final TimeRules DEFAULTS = new TimeRules(Map.of());
    private static final Pattern TYPE = Pattern.compile("[a-z0-9-]{1,40}");
    private static final String URGENT = "urgent";
    private static final String LEGAL = "legal";
    private static final String COVERS = "covers:";
    private static final String UNKNOWN = "unknown";
    private static final String RULE = "rule:";
    private static final String WITHOUT = "without:";
    private static final String CLOSURE = "closure:";
    private static final String HOURS = "hours:";
    private static final String TYPES = "type:";
    private static final String HOLIDAYS = "holidays";
    private static final String ZONE = "zone";
    private static final String COMMANDS = "commands";
    private static final String LEARNING = "learning";
    private static final String BEST = "best:";

    /** As a store keeps them: a name, and a value without a line break. */
    private final Map<String, String> fields;

    private final int hash;

    private TimeRules(Map<String, String> fields) {
        this.fields = fields;
        this.hash = fields.hashCode();
    }

    /** {@return the standard reading of the law for marketing, unknown places held, and no wishes of the tenant's own} */
    public static TimeRules ofDefaults() {
        return DEFAULTS;
    }

    /**
     * Says how careful to be.
     *
     * @param profile the profile; the standard one unless called
     * @return a new value
     */
    public TimeRules legal(LegalProfile profile) {
        return with(LEGAL, profile.name());
    }

    /**
     * Applies the law's hours to another purpose as well. Marketing is covered always, answers to keywords never.
     *
     * @param purpose which
     * @return a new value
     */
    public TimeRules lawCovers(Purpose purpose) {
        return with(COVERS + purpose.name(), "");
    }

    /**
     * Says what becomes of messages the law speaks of where nobody knows the contact's place.
     *
     * @param policy what becomes of them; they are held unless called
     * @return a new value
     */
    public TimeRules whenPlaceUnknown(UnknownPlace policy) {
        return with(UNKNOWN, policy.name());
    }

    /**
     * Adds a rule, or replaces the one of its id, for this tenant alone.
     *
     * @param rule the rule
     * @return a new value
     */
    public TimeRules rule(LegalRule rule) {
        return with(RULE + rule.id(), rule.line());
    }

    /**
     * Takes a rule of the engine's table out, for this tenant alone: the host answers for it.
     *
     * @param id such as {@code US-SD-1}; unknown ones are left out as well
     * @return a new value
     */
    public TimeRules withoutRule(String id) {
        LegalRule.requirePlain("a rule's id", id);
        return with(WITHOUT + id, "");
    }

    /**
     * Closes a region for a time, in a declared emergency.
     *
     * @param region a country, or one with its state such as {@code US-LA}
     * @param from from when
     * @param to until when, not included
     * @param reason why
     * @return a new value
     * @throws InvalidScheduleException as {@link Closure}
     */
    public TimeRules addClosure(String region, Instant from, Instant to, String reason) {
        Closure closure = new Closure(region, from, to, reason);
        return with(CLOSURE + closure.line(), "");
    }

    /**
     * Says when messages of one purpose shall go, such as {@code Mon-Fri 09:00-17:00} for business.
     *
     * @param purpose which
     * @param hours when
     * @return a new value
     */
    public TimeRules hours(Purpose purpose, WeekHours hours) {
        return with(HOURS + purpose.name(), hours.toString());
    }

    /**
     * Says when messages of one type shall go, in place of what the tenant says of their purpose.
     *
     * @param type what {@code OutboundMessage.type} names, 1 to 40 lower-case letters, digits or dashes
     * @param hours when, such as {@code Mon-Sun 10:00-12:00} for reminders at ten
     * @return a new value
     * @throws InvalidScheduleException if the type is malformed
     */
    public TimeRules type(String type, WeekHours hours) {
        return with(TYPES + requireType(type), hours.toString());
    }

    /**
     * Says that messages of one type go at once, whatever the tenant says of their purpose. The law and the contact's
     * hours hold for them too.
     *
     * @param type as above
     * @return a new value
     * @throws InvalidScheduleException if the type is malformed
     */
    public TimeRules urgent(String type) {
        return with(TYPES + requireType(type), URGENT);
    }

    /**
     * Skips holidays wherever the tenant named hours.
     *
     * @param calendar the name of a {@link HolidayCalendar}, such as {@code US}
     * @return a new value
     */
    public TimeRules closedOn(String calendar) {
        LegalRule.requirePlain("a calendar", calendar);
        return with(HOLIDAYS, calendar);
    }

    /**
     * Says where the tenant is: its hours are read there for contacts of whom no place is known.
     *
     * @param zone the zone
     * @return a new value
     */
    public TimeRules zone(ZoneId zone) {
        return with(ZONE, zone.getId());
    }

    /**
     * Obeys what contacts text about time, such as {@code LATER 3PM}, {@code EVENING} or {@code ANYTIME}, and confirms it. Not
     * unless called: who was never told of these words means something else by them, such as the morning of an appointment.
     *
     * @return a new value
     */
    public TimeRules commands() {
        return with(COMMANDS, "");
    }

    /**
     * Learns when contacts answer, and lets marketing go then: within a day of its time, in hours that law, contact and tenant
     * allow, before it expires. Not unless called. Decided once, when a message is accepted, and said in its trace.
     *
     * @return a new value
     */
    public TimeRules learnSendTimes() {
        return with(LEARNING, "");
    }

    /**
     * Lets messages of one type go when the contact answers, as marketing does; learns as {@link #learnSendTimes}.
     *
     * @param type what {@code OutboundMessage.type} names
     * @return a new value
     * @throws InvalidScheduleException if the type is malformed
     */
    public TimeRules learnSendTimes(String type) {
        return with(LEARNING, "").with(BEST + requireType(type), "");
    }

    private static String requireType(String type) {
        if (!TYPE.matcher(type).matches()) {
            throw new InvalidScheduleException(
                    "message type '" + type + "'; use 1 to 40 lower-case letters, digits or dashes");
        }
        return type;
    }

    private TimeRules with(String name, String value) {
        Map<String, String> more = new TreeMap<>(fields);
        more.put(name, value);
        return new TimeRules(Collections.unmodifiableMap(more));
    }

    /** {@return how careful to be} */
    public LegalProfile legal() {
        return Optional.ofNullable(fields.get(LEGAL)).map(LegalProfile::valueOf).orElse(LegalProfile.STANDARD);
    }

    /**
     * Whether the law's hours hold for messages of a purpose.
     *
     * @param purpose which
     * @return whether they do
     */
    public boolean isCovered(Purpose purpose) {
        return purpose == Purpose.MARKETING || fields.containsKey(COVERS + purpose.name());
    }

    /** {@return what becomes of messages where nobody knows the contact's place} */
    public UnknownPlace whenPlaceUnknown() {
        return Optional.ofNullable(fields.get(UNKNOWN))
                .map(UnknownPlace::valueOf)
                .orElse(UnknownPlace.HOLD);
    }

    /**
     * The law as the tenant reads it.
     *
     * @param table the engine's table
     * @return the table with what the tenant put in and took out
     * @throws InvalidScheduleException if a rule of the tenant's names a calendar the table lacks
     */
    public LegalTable law(LegalTable table) {
        LegalTable own = table;
        for (LegalRule rule : table.rules()) {
            own = fields.containsKey(WITHOUT + rule.id()) ? own.without(rule.id()) : own;
        }
        for (String line : values(RULE)) {
            own = own.with(LegalRule.parse(line));
        }
        return own.closed(names(CLOSURE).stream().map(Closure::parse).toList());
    }

    /**
     * Checks that an engine can follow them.
     *
     * @param table the engine's table
     * @throws InvalidScheduleException if they name a calendar the table lacks
     */
    public void check(LegalTable table) {
        law(table);
        closedOn().filter(name -> table.calendar(name).isEmpty()).ifPresent(name -> {
            throw new InvalidScheduleException("the tenant's hours are closed on the days of '" + name
                    + "', and there is no such calendar; there are " + String.join(", ", table.calendars())
                    + "; others are added with LegalTable.calendar(...)");
        });
    }

    /**
     * When messages of a purpose shall go.
     *
     * @param purpose which
     * @return the hours, if the tenant named any
     */
    public Optional<WeekHours> hours(Purpose purpose) {
        return Optional.ofNullable(fields.get(HOURS + purpose.name())).map(WeekHours::parse);
    }

    /**
     * When messages of a type shall go.
     *
     * @param type which; null for none
     * @return the hours, all of them for an urgent type; empty if the tenant says nothing of it
     */
    public Optional<WeekHours> type(@Nullable String type) {
        return Optional.ofNullable(type)
                .map(name -> fields.get(TYPES + name))
                .map(hours -> hours.equals(URGENT) ? WeekHours.always() : WeekHours.parse(hours));
    }

    /**
     * Whether messages of a type go at once.
     *
     * @param type which; null for none
     * @return whether the tenant calls it urgent
     */
    public boolean isUrgent(@Nullable String type) {
        return type != null && URGENT.equals(fields.get(TYPES + type));
    }

    /** {@return the calendar of days on which the tenant's hours are closed, if any} */
    public Optional<String> closedOn() {
        return Optional.ofNullable(fields.get(HOLIDAYS));
    }

    /** {@return where the tenant is, if it said so} */
    public Optional<ZoneId> zone() {
        return Optional.ofNullable(fields.get(ZONE)).map(ContactTimes::zoneOf);
    }

    /** {@return whether what contacts text about time is obeyed} */
    public boolean isObeyingCommands() {
        return fields.containsKey(COMMANDS);
    }

    /** {@return whether it is learned when contacts answer} */
    public boolean isLearning() {
        return fields.containsKey(LEARNING);
    }

    /**
     * Whether messages go when the contact answers.
     *
     * @param purpose what for
     * @param type of which type; null for none
     * @return whether they do
     */
    public boolean isAtBestTime(Purpose purpose, @Nullable String type) {
        return isLearning()
                && !isUrgent(type)
                && (purpose == Purpose.MARKETING || (type != null && fields.containsKey(BEST + type)));
    }

    private List<String> names(String prefix) {
        return fields.keySet().stream()
                .filter(name -> name.startsWith(prefix))
                .map(name -> name.substring(prefix.length()))
                .toList();
    }

    private List<String> values(String prefix) {
        return names(prefix).stream()
                .map(name -> Objects.requireNonNull(fields.get(prefix + name)))
                .toList();
    }

    /** {@return as a store keeps it, a setting a line; empty for the defaults} */
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        fields.forEach((name, value) -> lines.add(name + "=" + value));
        return lines;
    }

    /**
     * What a store kept. Settings that are not known are kept, so that an engine of an older release loses nothing.
     *
     * @param lines as {@link #lines} gave them
     * @return the same value
     */
    public static TimeRules ofLines(List<String> lines) {
        Map<String, String> fields = new TreeMap<>();
        for (String line : lines) {
            int equals = line.lastIndexOf('=');
            boolean named = line.startsWith(RULE);
            int at = named ? line.indexOf('=') : equals;
            fields.put(line.substring(0, at), line.substring(at + 1));
        }
        return fields.isEmpty() ? DEFAULTS : new TimeRules(Collections.unmodifiableMap(fields));
    }

    @Override
    public boolean equals(Object other) {
        return this == other || (other instanceof TimeRules that && hash == that.hash && fields.equals(that.fields));
    }

    @Override
    public int hashCode() {
        return hash;
    }

    /** {@return all settings} */
    @Override
    public String toString() {
        return "TimeRules" + lines();
    }
}
