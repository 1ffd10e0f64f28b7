package io.stratos.messaging;

import io.stratos.messaging.id.TenantId;
import io.stratos.messaging.internal.tenant.Directory;
import io.stratos.messaging.tenant.TenantProfile;
import io.stratos.messaging.tenant.TenantStatus;
import java.util.List;
import java.util.Optional;

/**
 * The businesses a host serves. Changes made here show in this engine at once, in others on the same store within five
 * seconds. Safe for use by many threads.
 */
public final class TenantRegistry {

    private final Directory directory;

    TenantRegistry(Directory directory) {
        this.directory = directory;
    }

    /**
     * Registers a tenant, or replaces its profile by this one.
     *
     * @param profile name, senders, texts
     * @throws io.stratos.messaging.exception.InvalidTenantException if another tenant has one of its senders
     */
    public void register(TenantProfile profile) {
        directory.save(profile);
    }

    /**
     * Looks a profile up.
     *
     * @param tenant the host's name for the tenant
     * @return the profile, if it was registered
     */
    public Optional<TenantProfile> find(String tenant) {
        return directory.find(TenantId.of(tenant));
    }

    /**
     * Stops a tenant from sending: nothing more is accepted, what is queued waits, inbound messages still arrive.
     *
     * @param tenant the host's name for the tenant
     * @throws io.stratos.messaging.exception.UnknownTenantException if it was not registered
     */
    public void suspend(String tenant) {
        directory.save(directory.require(TenantId.of(tenant)).status(TenantStatus.SUSPENDED));
    }

    /**
     * Lets a suspended tenant send again; what waited goes, as far as the gate then allows.
     *
     * @param tenant the host's name for the tenant
     * @throws io.stratos.messaging.exception.UnknownTenantException if it was not registered
     */
    public void resume(String tenant) {
        directory.save(directory.require(TenantId.of(tenant)).status(TenantStatus.ACTIVE));
    }

    /** {@return every registered tenant, sorted by name} */
    public List<TenantId> list() {
        return directory.list();
    }
}
