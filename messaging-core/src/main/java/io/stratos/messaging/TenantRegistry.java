package io.stratos.messaging;

import io.stratos.messaging.exception.InvalidTenantException;
import io.stratos.messaging.id.TenantId;
import io.stratos.messaging.internal.tenant.Directory;
import io.stratos.messaging.routing.Sender;
import io.stratos.messaging.schedule.LegalTable;
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
    private final LegalTable law;
    private final Runnable registered;

    TenantRegistry(Directory directory, LegalTable law, Runnable registered) {
        this.directory = directory;
        this.law = law;
        this.registered = registered;
    }

    /**
     * Registers a tenant, or replaces its profile by this one. Where its limits changed, what waited for them is looked at
     * again; scheduled messages keep their time.
     *
     * @param profile name, senders, texts, limits
     * @throws io.stratos.messaging.exception.InvalidTenantException if another tenant has one of its senders, one is of a
     *     brand the profile does not have, or there is a budget and no sender has a price
     * @throws io.stratos.messaging.exception.InvalidScheduleException if its times name a calendar of holidays this engine does
     *     not have
     */
    public void register(TenantProfile profile) {
        check(profile);
        profile.times().check(law);
        directory.save(profile);
        registered.run();
    }

    private static void check(TenantProfile profile) {
        for (Sender sender : profile.senders()) {
            sender.brand()
                    .filter(name -> !profile.limits().brands().containsKey(name))
                    .ifPresent(name -> {
                        throw new InvalidTenantException("sender " + sender + " of tenant '" + profile.id()
                                + "' is of brand '" + name + "', which the profile does not have; call brand(...)");
                    });
        }
        if (profile.limits().budget().isPresent()
                && !profile.senders().isEmpty()
                && profile.senders().stream()
                        .noneMatch(sender -> sender.pricePerSegment().isPresent())) {
            throw new InvalidTenantException("tenant '" + profile.id() + "' has a budget of "
                    + profile.limits().budget().get().words()
                    + " and no sender with a price, so nothing would count; call pricePerSegment(...)");
        }
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
