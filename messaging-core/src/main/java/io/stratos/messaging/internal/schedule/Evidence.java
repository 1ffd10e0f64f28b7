package io.stratos.messaging.internal.schedule;

import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;

/** Where somebody may be: in any of these regions, and in any of these zones. Immutable. */
public final class Evidence {

    static final Evidence NONE = new Evidence(List.of(), List.of(), List.of());
    static final Evidence SOMEWHERE_IN_AMERICA = new Evidence(List.of("US"), List.of(), List.of());

    private final List<String> regions;
    private final List<String> zones;
    private final List<String> sources;
    private final int hash;

    /**
     * Some places.
     *
     * @param regions countries, and states such as {@code US-FL}
     * @param zones the names of the zones there
     * @param sources what points there, for people
     */
    public Evidence(Collection<String> regions, Collection<String> zones, List<String> sources) {
        this.regions = List.copyOf(new TreeSet<>(regions));
        this.zones = List.copyOf(new TreeSet<>(zones));
        this.sources = List.copyOf(sources);
        this.hash = Objects.hash(this.regions, this.zones);
    }

    /** {@return countries and states, sorted} */
    public List<String> regions() {
        return regions;
    }

    /** {@return the names of the zones, sorted; empty if nobody knows} */
    public List<String> zones() {
        return zones;
    }

    /** {@return what points there} */
    public List<String> sources() {
        return sources;
    }

    @Override
    public boolean equals(Object other) {
        return this == other
                || (other instanceof Evidence that
                        && hash == that.hash
                        && regions.equals(that.regions)
                        && zones.equals(that.zones)
                        && sources.equals(that.sources));
    }

    @Override
    public int hashCode() {
        return hash;
    }

    /** {@return such as {@code area code 850/448}} */
    @Override
    public String toString() {
        return sources.isEmpty() ? "nothing that says where the contact is" : String.join(", ", sources);
    }
}
