package io.stratos.messaging.internal.dispatch;

import io.stratos.messaging.exception.StoreException;
import io.stratos.messaging.id.TenantId;
import io.stratos.messaging.internal.tenant.Directory;
import io.stratos.messaging.spi.store.Intent;
import io.stratos.messaging.tenant.TenantProfile;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The tenants of a batch, read before any lock is taken: the gate does no I/O. */
final class Profiles {

    private static final Logger LOG = LoggerFactory.getLogger(Profiles.class);

    private Profiles() {}

    static Map<TenantId, TenantProfile> of(List<Intent> intents, Directory tenants) {
        Map<TenantId, TenantProfile> profiles = new HashMap<>();
        for (Intent intent : intents) {
            TenantId tenant = intent.claim().message().tenant();
            if (profiles.containsKey(tenant)) {
                continue;
            }
            try {
                tenants.find(tenant).ifPresent(profile -> profiles.put(tenant, profile));
            } catch (StoreException away) {
                throw away;
            } catch (RuntimeException unreadable) {
                LOG.error("the profile of tenant {} cannot be read; its messages wait", tenant, unreadable);
            }
        }
        return profiles;
    }
}
