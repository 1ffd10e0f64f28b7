package io.stratos.messaging.consent;

import io.stratos.messaging.exception.InvalidEvidenceException;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What proves a change of consent: where it happened and what was shown, said or ticked.
 *
 * <p>The engine stores it as it is and proves nothing about its truth. Immutable and safe for use by many threads.
 */
public final class Evidence {

    /** The fact that names one of the tenant's own addresses. */
    public static final String SENDER = "sender";

    /** The fact that names the contact's own text, by our id of it. */
    public static final String MESSAGE = "message";

    private static final String UNTIL = "until";
    private static final Instant LATEST = Instant.parse("9999-01-01T00:00:00Z");

    private final ConsentSource source;
    private final Map<String, String> facts;

    private Evidence(ConsentSource source, Map<String, String> facts) {
        this.source = source;
        this.facts = Map.copyOf(facts);
    }

    /**
     * Names the source alone; add facts with {@link #with}.
     *
     * @param source by what way the consent came
     * @return evidence without facts
     */
    public static Evidence from(ConsentSource source) {
        return new Evidence(source, Map.of());
    }

    /**
     * The contact agreed in a form of the host's.
     *
     * @param form the form's name, such as {@code "booking"}
     * @return explicit evidence that names the form
     */
    public static Evidence form(String form) {
        return from(ConsentSource.EXPLICIT).with("form", form);
    }

    /**
     * A member of the host's team heard it.
     *
     * @param agent the agent's name or id at the host
     * @return evidence that names the agent
     */
    public static Evidence agent(String agent) {
        return from(ConsentSource.AGENT).with("agent", agent);
    }

    /**
     * Follows from what the contact did, and ends: a purchase, an inquiry.
     *
     * @param because what they did, such as {@code "bought a boiler"}
     * @param until when it ends by law or agreement
     * @return implied evidence that expires by itself
     */
    public static Evidence implied(String because, Instant until) {
        return from(ConsentSource.IMPLICIT).with("because", because).until(until);
    }

    /**
     * The same evidence of something that ends.
     *
     * @param end from when on it counts for nothing; kept in microseconds
     * @return a new value
     * @throws InvalidEvidenceException if that is after the year 9998
     */
    public Evidence until(Instant end) {
        return with(UNTIL, end.toString());
    }

    /** {@return from when on it counts for nothing, if it ends} */
    public Optional<Instant> expiry() {
        return Optional.ofNullable(facts.get(UNTIL)).map(Instant::parse);
    }

    /**
     * The same evidence and one fact more; the same name again replaces.
     *
     * @param name such as {@code "wording"}, {@code "ip"}, {@code "user_agent"}; {@code "until"} is {@link #until}
     * @param value the fact
     * @return a new value
     */
    public Evidence with(String name, String value) {
        Map<String, String> more = new TreeMap<>(facts);
        more.put(name, name.equals(UNTIL) ? checkedEnd(value) : value);
        return new Evidence(source, more);
    }

    private static String checkedEnd(String value) {
        try {
            Instant end = Instant.parse(value).truncatedTo(ChronoUnit.MICROS);
            if (end.isBefore(LATEST) && end.isAfter(Instant.EPOCH)) {
                return end.toString();
            }
        } catch (DateTimeParseException notAnInstant) {
            // said below
        }
        throw new InvalidEvidenceException("evidence until '" + value + "'; use an instant between 1970 and " + LATEST
                + ", such as 2027-06-30T00:00:00Z, or leave it out if it does not end");
    }

    /** {@return by what way the consent came} */
    public ConsentSource source() {
        return source;
    }

    /** {@return the facts by name, unmodifiable} */
    public Map<String, String> facts() {
        return facts;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Evidence that && source == that.source && facts.equals(that.facts);
    }

    @Override
    public int hashCode() {
        return 31 * source.hashCode() + facts.hashCode();
    }

    /** {@return the source and the names of the facts, without their values, which may be personal data} */
    @Override
    public String toString() {
        return source + new TreeMap<>(facts).keySet().toString();
    }
}
