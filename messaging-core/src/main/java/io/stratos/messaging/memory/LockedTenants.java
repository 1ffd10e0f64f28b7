package io.stratos.messaging.memory;

import io.stratos.messaging.contact.Address;
import io.stratos.messaging.id.TenantId;
import io.stratos.messaging.spi.store.TenantDirectory;
import io.stratos.messaging.tenant.TenantProfile;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/** The tenants behind the store's lock. */
final class LockedTenants implements TenantDirectory {

    private final ReentrantLock lock;
    private final Tenants tenants;

    LockedTenants(ReentrantLock lock, Tenants tenants) {
        this.lock = lock;
        this.tenants = tenants;
    }

    @Override
    public void save(TenantProfile profile) {
        lock.lock();
        try {
            tenants.save(profile);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public Optional<TenantProfile> find(TenantId tenant) {
        lock.lock();
        try {
            return Optional.ofNullable(tenants.find(tenant));
        } finally {
            lock.unlock();
        }
    }

    @Override
    public Optional<TenantId> owner(String provider, String account, Address sender) {
        lock.lock();
        try {
            return Optional.ofNullable(tenants.owner(provider, account, sender));
        } finally {
            lock.unlock();
        }
    }

    @Override
    public List<TenantId> list() {
        lock.lock();
        try {
            return tenants.list();
        } finally {
            lock.unlock();
        }
    }
}
