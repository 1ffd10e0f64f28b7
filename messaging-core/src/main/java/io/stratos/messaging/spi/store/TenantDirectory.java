package io.stratos.messaging.spi.store;

import io.stratos.messaging.contact.Address;
import io.stratos.messaging.id.TenantId;
import io.stratos.messaging.tenant.TenantProfile;
import java.util.List;
import java.util.Optional;

/** The tenants and their senders: the one place that is read across tenants. Called on any thread. */
public interface TenantDirectory {

    /**
     * Stores a profile, new or in place of the one before; its senders replace those it had.
     *
     * @param profile the whole profile
     * @throws io.stratos.messaging.exception.InvalidTenantException if another tenant has one of its senders; nothing is
     *     stored then
     */
    void save(TenantProfile profile);

    /**
     * One tenant.
     *
     * @param tenant which
     * @return its profile, if it was registered
     */
    Optional<TenantProfile> find(TenantId tenant);

    /**
     * Whose number a message was sent to.
     *
     * @param provider the provider's name
     * @param account the provider's id of the account
     * @param sender the number or name
     * @return the tenant that has it
     */
    Optional<TenantId> owner(String provider, String account, Address sender);

    /** {@return every tenant, sorted} */
    List<TenantId> list();
}
