package io.stratos.messaging.schedule;

import io.stratos.messaging.contact.Channel;
import java.time.Instant;
import java.time.LocalTime;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * When and how much a contact wants to be written to, by the clock of wherever they may be. Not asked for replies in a
 * conversation. The law comes first: hours it forbids stay forbidden.
 *
 * @param hours when they want messages; null for any time
 * @param quietUntil until when they want none; null if they said nothing of the sort
 * @param frequency how much they want
 * @param channel by which way they want it; null if they said nothing of the sort
 */
public record Preference(
        @Nullable WeekHours hours,
        @Nullable Instant quietUntil,
        Frequency frequency,
        @Nullable Channel channel) {

    private static final Preference ANYTIME = new Preference(null, null, Frequency.ALL, null);

    /** {@return any time, everything} */
    public static Preference anytime() {
        return ANYTIME;
    }

    /** {@return from 8 to 12} */
    public static Preference morning() {
        return hours(WeekHours.daily(LocalTime.of(8, 0), LocalTime.NOON));
    }

    /** {@return from 12 to 17} */
    public static Preference afternoon() {
        return hours(WeekHours.daily(LocalTime.NOON, LocalTime.of(17, 0)));
    }

    /** {@return from 17 to 21} */
    public static Preference evening() {
        return hours(WeekHours.daily(LocalTime.of(17, 0), LocalTime.of(21, 0)));
    }

    /**
     * Certain hours.
     *
     * @param hours which
     * @return the preference
     */
    public static Preference hours(WeekHours hours) {
        return new Preference(hours, null, Frequency.ALL, null);
    }

    /**
     * The same, with a time of peace.
     *
     * @param until from when on they want messages again
     * @return a new value
     */
    public Preference doNotDisturb(Instant until) {
        return new Preference(hours, until, frequency, channel);
    }

    /**
     * The same, with how much they want.
     *
     * @param much how much
     * @return a new value
     */
    public Preference frequency(Frequency much) {
        return new Preference(hours, quietUntil, much, channel);
    }

    /**
     * The same, with the way by which they want to be written to. What comes by another way, other than replies in a
     * conversation and what the tenant declared urgent, is refused and says so; the engine picks no other address by itself.
     * {@code SMS} and {@code MMS} are one way, the phone's.
     *
     * @param wanted by which
     * @return a new value
     */
    public Preference by(Channel wanted) {
        return new Preference(hours, quietUntil, frequency, wanted == Channel.MMS ? Channel.SMS : wanted);
    }

    /** {@return when they want messages, if they said so} */
    public Optional<WeekHours> wanted() {
        return Optional.ofNullable(hours);
    }
}
