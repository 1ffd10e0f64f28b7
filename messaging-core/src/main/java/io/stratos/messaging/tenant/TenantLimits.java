package io.stratos.messaging.tenant;

import io.stratos.messaging.consent.Purpose;
import io.stratos.messaging.limit.Budget;
import io.stratos.messaging.limit.RateLimit;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** How much a tenant may send and spend. Set through {@link TenantProfile}. Immutable and safe for use by many threads. */
public final class TenantLimits {

    static final TenantLimits NONE = new TenantLimits(null, null, Map.of(), Map.of(), null);

    private final @Nullable RateLimit tenant;
    private final @Nullable RateLimit contact;
    private final Map<Purpose, RateLimit> purposes;
    private final Map<String, RateLimit> brands;
    private final @Nullable Budget budget;

    private TenantLimits(
            @Nullable RateLimit tenant,
            @Nullable RateLimit contact,
            Map<Purpose, RateLimit> purposes,
            Map<String, RateLimit> brands,
            @Nullable Budget budget) {
        this.tenant = tenant;
        this.contact = contact;
        this.purposes = Map.copyOf(purposes);
        this.brands = Map.copyOf(brands);
        this.budget = budget;
    }

    TenantLimits tenant(RateLimit limit) {
        return new TenantLimits(limit, contact, purposes, brands, budget);
    }

    TenantLimits contact(RateLimit limit) {
        return new TenantLimits(tenant, limit, purposes, brands, budget);
    }

    TenantLimits purpose(Purpose purpose, RateLimit limit) {
        Map<Purpose, RateLimit> more = new TreeMap<>(purposes);
        more.put(purpose, limit);
        return new TenantLimits(tenant, contact, more, brands, budget);
    }

    TenantLimits brand(String name, RateLimit limit) {
        Map<String, RateLimit> more = new TreeMap<>(brands);
        more.put(name, limit);
        return new TenantLimits(tenant, contact, purposes, more, budget);
    }

    TenantLimits budget(Budget amount) {
        return new TenantLimits(tenant, contact, purposes, brands, amount);
    }

    /** {@return the limit of requests of the whole tenant, if there is one} */
    public Optional<RateLimit> tenant() {
        return Optional.ofNullable(tenant);
    }

    /** {@return the limit of messages to each contact, if there is one} */
    public Optional<RateLimit> contact() {
        return Optional.ofNullable(contact);
    }

    /** {@return the limits of messages of a purpose to each contact, unmodifiable} */
    public Map<Purpose, RateLimit> purposes() {
        return purposes;
    }

    /** {@return the limits of requests of each brand, by its name, unmodifiable} */
    public Map<String, RateLimit> brands() {
        return brands;
    }

    /** {@return the budget, if there is one} */
    public Optional<Budget> budget() {
        return Optional.ofNullable(budget);
    }

    /** {@return all of them, always in the same words and order} */
    @Override
    public String toString() {
        return "tenant " + tenant + ", contact " + contact + ", " + new TreeMap<>(purposes) + ", "
                + new TreeMap<>(brands) + ", budget " + budget;
    }
}
