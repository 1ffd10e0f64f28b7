package io.stratos.messaging.internal.tenant;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.stratos.messaging.contact.Address;
import io.stratos.messaging.exception.UnknownTenantException;
import io.stratos.messaging.id.TenantId;
import io.stratos.messaging.spi.store.TenantDirectory;
import io.stratos.messaging.tenant.TenantProfile;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The tenants as this engine sees them: profiles are kept for a few seconds, as every message asks for one. A change
 * made through this engine shows at once, one made elsewhere within those seconds.
 */
public final class Directory {

    private static final Duration FRESH_FOR = Duration.ofSeconds(5);
    private static final int MOST_KEPT = 10_000;

    private final TenantDirectory stored;
    private final Cache<TenantId, TenantProfile> profiles;
    private final LimitWatch limits;

    /**
     * A view of what is stored.
     *
     * @param stored the store's directory
     * @param nanos how much time passed, as the machine counts it
     * @param limits is told of every profile read or written
     */
    public Directory(TenantDirectory stored, LongSupplier nanos, LimitWatch limits) {
        this.stored = stored;
        this.limits = limits;
        this.profiles = Caffeine.newBuilder()
                .maximumSize(MOST_KEPT)
                .expireAfterWrite(FRESH_FOR)
                .ticker(nanos::getAsLong)
                .build();
    }

    /**
     * Stores a profile.
     *
     * @param profile new, or in place of the one before
     */
    public void save(TenantProfile profile) {
        // As it was elsewhere, too: this node may never have read it.
        stored.find(profile.id()).ifPresent(limits::read);
        stored.save(profile);
        profiles.invalidate(profile.id());
        limits.read(profile);
    }

    /**
     * Looks a tenant up.
     *
     * @param tenant which
     * @return its profile, if it was registered
     */
    public Optional<TenantProfile> find(TenantId tenant) {
        TenantProfile kept = profiles.getIfPresent(tenant);
        if (kept != null) {
            return Optional.of(kept);
        }
        Optional<TenantProfile> read = stored.find(tenant);
        read.ifPresent(profile -> {
            profiles.put(tenant, profile);
            limits.read(profile);
        });
        return read;
    }

    /**
     * What is known of a tenant without asking the store: for those who hold a lock.
     *
     * @param tenant which
     * @return its profile; null unless it was read in the last seconds
     */
    public @Nullable TenantProfile fresh(TenantId tenant) {
        return profiles.getIfPresent(tenant);
    }

    /**
     * A tenant that must be there.
     *
     * @param tenant which
     * @return its profile
     * @throws UnknownTenantException if it was not registered
     */
    public TenantProfile require(TenantId tenant) {
        return find(tenant).orElseThrow(() -> new UnknownTenantException(tenant.value()));
    }

    /**
     * Whose number a message was sent to.
     *
     * @param provider the provider's name
     * @param account the provider's id of the account
     * @param sender the number or name
     * @return the tenant that has it
     */
    public Optional<TenantId> owner(String provider, String account, Address sender) {
        return stored.owner(provider, account, sender);
    }

    /** {@return every tenant, sorted} */
    public List<TenantId> list() {
        return stored.list();
    }
}
