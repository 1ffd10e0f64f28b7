package io.stratos.messaging.schedule;

import io.stratos.messaging.exception.InvalidScheduleException;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * When the law of one region lets messages reach people there. No legal advice: read {@link Provenance} before relying on
 * it.
 *
 * @param id such as {@code US-FL-1}
 * @param region an ISO 3166-1 country, or a country and a state such as {@code US-FL}; {@code *} for every country without
 *     a standard rule of its own
 * @param hours the open hours, by the clock of wherever the contact may be
 * @param holidays the calendar of days that are closed whatever the hours; null for none
 * @param dailyCap the most messages to one contact in any 24 hours; 0 for no limit
 * @param profile from which profile on it holds
 * @param provenance who says so, and since when
 */
public record LegalRule(
        String id,
        String region,
        WeekHours hours,
        @Nullable String holidays,
        int dailyCap,
        LegalProfile profile,
        Provenance provenance) {

    private static final Pattern ID = Pattern.compile("[A-Za-z0-9-]{1,40}");
    private static final Pattern REGION = Pattern.compile("\\*|[A-Z]{2}(-[A-Z0-9]{1,3})?");
    private static final int FIELDS = 10;

    /**
     * Checks id and region.
     *
     * @throws InvalidScheduleException if either is malformed, or the cap negative
     */
    public LegalRule {
        if (!ID.matcher(id).matches()) {
            throw new InvalidScheduleException("rule id '" + id + "'; use 1 to 40 letters, digits or dashes");
        }
        requireRegion(region);
        if (dailyCap < 0) {
            throw new InvalidScheduleException("a cap of " + dailyCap + " a day; use 0 for none, or more");
        }
    }

    /**
     * Who says so, and since when.
     *
     * @param confidence how certain it is: {@code high}, {@code medium}, {@code low}, {@code house default}
     * @param source the statute or other source
     * @param from the first day on which it holds, by the local calendar; null if it always did
     * @param until the last day; null if no end is known
     */
    public record Provenance(
            String confidence,
            String source,
            @Nullable LocalDate from,
            @Nullable LocalDate until) {

        /**
         * Refuses characters that separate fields.
         *
         * @throws InvalidScheduleException if a text has a bar or a line break
         */
        public Provenance {
            requirePlain("a source", source);
            requirePlain("a confidence", confidence);
        }
    }

    /**
     * A rule of the host's own, in force at once and in every profile.
     *
     * @param id such as {@code ACME-1}
     * @param region such as {@code US-FL}
     * @param hours the open hours
     * @param source why: shown to whoever asks
     * @return the rule
     * @throws InvalidScheduleException if id or region is malformed
     */
    public static LegalRule of(String id, String region, WeekHours hours, String source) {
        return new LegalRule(
                id, region, hours, null, 0, LegalProfile.STANDARD, new Provenance("host", source, null, null));
    }

    /**
     * The same with closed days.
     *
     * @param calendar the name of a {@link HolidayCalendar}
     * @return a new value
     */
    public LegalRule closedOn(String calendar) {
        return new LegalRule(id, region, hours, calendar, dailyCap, profile, provenance);
    }

    /**
     * The same with a limit per contact.
     *
     * @param most how many messages in any 24 hours
     * @return a new value
     */
    public LegalRule atMost(int most) {
        return new LegalRule(id, region, hours, holidays, most, profile, provenance);
    }

    /**
     * Reads a rule.
     *
     * @param line as {@link #line} writes it
     * @return the rule
     * @throws InvalidScheduleException if it is none
     */
    public static LegalRule parse(String line) {
        String[] field = line.split("\\|", -1);
        if (field.length != FIELDS) {
            throw new InvalidScheduleException("'" + line + "' has " + field.length + " fields; a rule has " + FIELDS);
        }
        try {
            return new LegalRule(
                    field[0],
                    field[1],
                    WeekHours.parse(field[2]),
                    field[3].isEmpty() ? null : field[3],
                    Integer.parseInt(field[4]),
                    field[5].equals("strict") ? LegalProfile.STRICT : LegalProfile.STANDARD,
                    new Provenance(field[6], field[9], date(field[7]), date(field[8])));
        } catch (DateTimeException | NumberFormatException e) {
            throw new InvalidScheduleException("'" + line + "' is no rule: " + e.getMessage());
        }
    }

    private static @Nullable LocalDate date(String text) {
        return text.isEmpty() ? null : LocalDate.parse(text);
    }

    /** {@return the rule as one line} */
    public String line() {
        return String.join(
                "|",
                id,
                region,
                hours.toString(),
                Optional.ofNullable(holidays).orElse(""),
                String.valueOf(dailyCap),
                profile == LegalProfile.STRICT ? "strict" : "standard",
                provenance.confidence,
                provenance.from == null ? "" : provenance.from.toString(),
                provenance.until == null ? "" : provenance.until.toString(),
                provenance.source);
    }

    /**
     * Whether it is in force.
     *
     * @param day a day where the contact may be
     * @return whether it holds on that day
     */
    public boolean isInForce(LocalDate day) {
        return (provenance.from == null || !day.isBefore(provenance.from))
                && (provenance.until == null || !day.isAfter(provenance.until));
    }

    /** {@return such as {@code US-FL-1, Fla. Stat. 501.616(6)}} */
    public String words() {
        return id + ", " + provenance.source;
    }

    static void requireRegion(String region) {
        if (!REGION.matcher(region).matches()) {
            throw new InvalidScheduleException(
                    "region '" + region + "'; use a country such as US, or one with its state" + " such as US-FL");
        }
    }

    static void requirePlain(String what, String text) {
        if (text.isBlank() || text.length() > 200 || text.chars().anyMatch(c -> c < ' ' || c == '|')) {
            throw new InvalidScheduleException(
                    what + " '" + text + "'; use 1 to 200 characters without bars and line breaks");
        }
    }
}
