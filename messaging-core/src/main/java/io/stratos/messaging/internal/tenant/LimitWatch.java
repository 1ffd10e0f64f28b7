package io.stratos.messaging.internal.tenant;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.stratos.messaging.id.TenantId;
import io.stratos.messaging.spi.store.Draw.Scope;
import io.stratos.messaging.tenant.TenantProfile;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.BiConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Notices that the limits of a tenant changed, so that what waits for them is looked at again.
 *
 * <p>Every node does this when its own view of the profile changes: until then it may have put messages off by the limits
 * as they were.
 */
public final class LimitWatch {

    private static final Logger LOG = LoggerFactory.getLogger(LimitWatch.class);
    private static final int MOST_KEPT = 10_000;

    private final Cache<TenantId, TenantProfile> last =
            Caffeine.newBuilder().maximumSize(MOST_KEPT).build();
    private final BiConsumer<TenantId, Set<Scope>> lookAgain;

    /**
     * A watch that has seen nothing.
     *
     * @param lookAgain makes what waits for these limits due
     */
    public LimitWatch(BiConsumer<TenantId, Set<Scope>> lookAgain) {
        this.lookAgain = lookAgain;
    }

    void read(TenantProfile profile) {
        TenantProfile before = last.getIfPresent(profile.id());
        if (before != null && !before.limitTerms().equals(profile.limitTerms())) {
            try {
                lookAgain.accept(profile.id(), changed(before, profile));
            } catch (RuntimeException failed) {
                // Not noted, so that the next reading tries again.
                LOG.warn("what waits for the changed limits of tenant {} waits on for now", profile.id(), failed);
                return;
            }
        }
        if (before != null || !profile.limitTerms().isEmpty()) {
            last.put(profile.id(), profile);
        }
    }

    /** Those of brands only where they changed: others share them, and what was promised there stands. */
    private static Set<Scope> changed(TenantProfile before, TenantProfile after) {
        Set<Scope> scopes = EnumSet.complementOf(EnumSet.of(Scope.ACCOUNT));
        if (before.limits().brands().equals(after.limits().brands())) {
            scopes.remove(Scope.BRAND);
        }
        return scopes;
    }
}
