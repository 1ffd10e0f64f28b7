package io.stratos.messaging.schedule;

import io.stratos.messaging.contact.Channel;
import io.stratos.messaging.exception.InvalidScheduleException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What is known of the time and place of one address, beside what its area code says. Each method returns a new value;
 * immutable and safe for use by many threads.
 *
 * <p>More evidence never opens an hour: a message goes when the law of every place the contact may be in allows it.
 */
public final class ContactTimes {

    private static final ContactTimes NONE =
            new ContactTimes(null, null, null, Preference.anytime(), CommandAnswers.none(), null, ReplyHours.none());

    private static final Pattern SEGMENT = Pattern.compile("[a-z0-9-]{1,40}");

    private final @Nullable ZoneId zone;
    private final @Nullable ZoneId lastZone;
    private final @Nullable String region;
    private final Preference preference;
    private final CommandAnswers answers;
    private final @Nullable String segment;
    private final ReplyHours replies;
    private final int hash;

    private ContactTimes(
            @Nullable ZoneId zone,
            @Nullable ZoneId lastZone,
            @Nullable String region,
            Preference preference,
            CommandAnswers answers,
            @Nullable String segment,
            ReplyHours replies) {
        this.zone = zone;
        this.lastZone = lastZone;
        this.region = region;
        this.preference = preference;
        this.answers = answers;
        this.segment = segment;
        this.replies = replies;
        this.hash = Objects.hash(zone, lastZone, region, preference, answers, segment, replies);
    }

    /** {@return nothing is known} */
    public static ContactTimes none() {
        return NONE;
    }

    /**
     * With the zone the host, or the contact, gave.
     *
     * @param given the zone; null if none is known any more
     * @return a new value
     */
    public ContactTimes zone(@Nullable ZoneId given) {
        return new ContactTimes(given, lastZone, region, preference, answers, segment, replies);
    }

    /**
     * With the zone the contact was last seen in, such as that of a device.
     *
     * @param seen the zone; null if none is known any more
     * @return a new value
     */
    public ContactTimes lastZone(@Nullable ZoneId seen) {
        return new ContactTimes(zone, seen, region, preference, answers, segment, replies);
    }

    /**
     * With where the contact's postal address lies.
     *
     * @param place a country, or one with its state such as {@code US-FL}; null if none is known any more
     * @return a new value
     * @throws InvalidScheduleException if it is malformed
     */
    public ContactTimes region(@Nullable String place) {
        if (place != null) {
            LegalRule.requireRegion(place);
        }
        return new ContactTimes(zone, lastZone, place, preference, answers, segment, replies);
    }

    /**
     * With what the contact wants.
     *
     * @param wanted when and how much
     * @return a new value
     */
    public ContactTimes preference(Preference wanted) {
        return new ContactTimes(zone, lastZone, region, wanted, answers, segment, replies);
    }

    /**
     * With how often their commands were answered.
     *
     * @param counted how often
     * @return a new value
     */
    public ContactTimes answers(CommandAnswers counted) {
        return new ContactTimes(zone, lastZone, region, preference, counted, segment, replies);
    }

    /**
     * With whom the contact is alike in when they answer.
     *
     * @param name the host's name for them, 1 to 40 lower-case letters, digits or dashes; null for all of the tenant's contacts
     * @return a new value
     * @throws InvalidScheduleException if it is malformed
     */
    public ContactTimes segment(@Nullable String name) {
        if (name != null && !SEGMENT.matcher(name).matches()) {
            throw new InvalidScheduleException(
                    "segment '" + name + "'; use 1 to 40 lower-case letters, digits or dashes");
        }
        return new ContactTimes(zone, lastZone, region, preference, answers, name, replies);
    }

    /**
     * With when they answered.
     *
     * @param counted their replies by the hour
     * @return a new value
     */
    public ContactTimes replies(ReplyHours counted) {
        return new ContactTimes(zone, lastZone, region, preference, answers, segment, counted);
    }

    /** {@return the zone the host gave, if it did} */
    public Optional<ZoneId> zone() {
        return Optional.ofNullable(zone);
    }

    /** {@return the zone the contact was last seen in, if known} */
    public Optional<ZoneId> lastZone() {
        return Optional.ofNullable(lastZone);
    }

    /** {@return where the postal address lies, if known} */
    public Optional<String> region() {
        return Optional.ofNullable(region);
    }

    /** {@return what the contact wants; any time, everything, if they said nothing} */
    public Preference preference() {
        return preference;
    }

    /** {@return how often their commands were answered lately} */
    public CommandAnswers answers() {
        return answers;
    }

    /** {@return the host's name for contacts like this one, if it gave one} */
    public Optional<String> segment() {
        return Optional.ofNullable(segment);
    }

    /** {@return when they answered, as far as the tenant has it learned} */
    public ReplyHours replies() {
        return replies;
    }

    /**
     * {@return as a store keeps it; empty if nothing is known. The segment comes as {@code |s=name|} and the replies last, as
     * {@code |t=}, by which a store may look for them}
     */
    public Optional<String> encoded() {
        List<String> parts = new ArrayList<>();
        add(parts, "z", zone);
        add(parts, "l", lastZone);
        add(parts, "r", region);
        add(parts, "h", preference.hours());
        add(parts, "q", preference.quietUntil());
        add(parts, "f", preference.frequency() == Frequency.ALL ? null : preference.frequency());
        add(parts, "c", preference.channel());
        add(parts, "a", answers.encoded().orElse(null));
        add(parts, "s", segment);
        add(parts, "t", replies.equals(ReplyHours.none()) ? null : replies.encoded());
        return parts.isEmpty() ? Optional.empty() : Optional.of(String.join("|", parts));
    }

    private static void add(List<String> parts, String name, @Nullable Object value) {
        if (value != null) {
            parts.add(name + "=" + value);
        }
    }

    /**
     * What a store kept.
     *
     * @param encoded as {@link #encoded} gave it; null if it gave nothing
     * @return the same value
     */
    public static ContactTimes decoded(@Nullable String encoded) {
        if (encoded == null || encoded.isEmpty()) {
            return NONE;
        }
        ContactTimes times = NONE;
        for (String part : encoded.split("\\|", -1)) {
            String value = part.substring(Math.min(2, part.length()));
            Preference wanted = times.preference;
            times = switch (part.isEmpty() ? ' ' : part.charAt(0)) {
                case 'z' -> times.zone(zoneOf(value));
                case 'l' -> times.lastZone(zoneOf(value));
                case 'r' -> times.region(value);
                case 'h' ->
                    times.preference(new Preference(
                            WeekHours.parse(value), wanted.quietUntil(), wanted.frequency(), wanted.channel()));
                case 'q' -> times.preference(wanted.doNotDisturb(Instant.parse(value)));
                case 'f' -> times.preference(wanted.frequency(Frequency.valueOf(value)));
                case 'c' -> times.preference(wanted.by(Channel.valueOf(value)));
                case 'a' -> times.answers(CommandAnswers.decoded(value));
                case 's' -> times.segment(value);
                case 't' -> times.replies(ReplyHours.decoded(value));
                default -> times;
            };
        }
        return times;
    }

    /**
     * Reads a zone.
     *
     * @param name such as {@code America/New_York}
     * @return the zone
     * @throws InvalidScheduleException if there is none of this name
     */
    public static ZoneId zoneOf(String name) {
        try {
            return ZoneId.of(name);
        } catch (DateTimeException unknown) {
            throw new InvalidScheduleException("'" + name + "' is no zone; use one such as America/New_York");
        }
    }

    @Override
    public boolean equals(Object other) {
        return this == other
                || (other instanceof ContactTimes that
                        && hash == that.hash
                        && Objects.equals(zone, that.zone)
                        && Objects.equals(lastZone, that.lastZone)
                        && Objects.equals(region, that.region)
                        && preference.equals(that.preference)
                        && answers.equals(that.answers)
                        && Objects.equals(segment, that.segment)
                        && replies.equals(that.replies));
    }

    @Override
    public int hashCode() {
        return hash;
    }

    /** {@return as it is kept} */
    @Override
    public String toString() {
        return "ContactTimes[" + encoded().orElse("") + "]";
    }
}
