package io.stratos.messaging.consent;

import java.util.Map;
import java.util.TreeMap;

/**
 * What proves a change of consent: where it happened and what was shown, said or ticked.
 *
 * <p>The engine stores it as it is and proves nothing about its truth. Immutable and safe for use by many threads.
 */
public final class Evidence {

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
     * The same evidence and one fact more; the same name again replaces.
     *
     * @param name such as {@code "wording"}, {@code "ip"}, {@code "user_agent"}
     * @param value the fact
     * @return a new value
     */
    public Evidence with(String name, String value) {
        Map<String, String> more = new TreeMap<>(facts);
        more.put(name, value);
        return new Evidence(source, more);
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
