package io.stratos.messaging.memory;

import io.stratos.messaging.contact.Address;
import io.stratos.messaging.exception.InvalidTenantException;
import io.stratos.messaging.id.TenantId;
import io.stratos.messaging.routing.ProviderAccount;
import io.stratos.messaging.routing.Sender;
import io.stratos.messaging.tenant.TenantProfile;
import io.stratos.messaging.tenant.TenantStatus;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** The tenants, and who owns which sender. */
final class Tenants {

    private record SenderKey(String provider, String account, Address address) {
        static SenderKey of(Sender sender) {
            return new SenderKey(sender.provider(), sender.account(), sender.address());
        }
    }

    private final Map<TenantId, TenantProfile> profiles = new TreeMap<>();
    private final Map<SenderKey, TenantId> owners = new HashMap<>();

    void save(TenantProfile profile) {
        for (Sender sender : profile.senders()) {
            TenantId owner = owners.get(SenderKey.of(sender));
            if (owner != null && !owner.equals(profile.id())) {
                throw new InvalidTenantException("sender " + sender.address().masked() + " of account '"
                        + sender.account() + "' at " + sender.provider() + " cannot belong to tenant '" + profile.id()
                        + "': another tenant has it");
            }
        }
        owners.values().removeIf(profile.id()::equals);
        profile.senders().forEach(sender -> owners.put(SenderKey.of(sender), profile.id()));
        profiles.put(profile.id(), profile);
    }

    @Nullable
    TenantProfile find(TenantId tenant) {
        return profiles.get(tenant);
    }

    @Nullable
    TenantId owner(String provider, String account, Address sender) {
        return owners.get(new SenderKey(provider, account, sender));
    }

    /** Every sender with the tenant that has it. */
    void forEachSender(BiConsumer<Sender, TenantId> consumer) {
        profiles.values()
                .forEach(profile -> profile.senders().forEach(sender -> consumer.accept(sender, profile.id())));
    }

    List<TenantId> list() {
        return List.copyOf(profiles.keySet());
    }

    /** Whether the tenant is active, and something of it can go beside these accounts, or could if it had senders. */
    boolean sends(TenantId tenant, Set<ProviderAccount> avoid) {
        TenantProfile profile = profiles.get(tenant);
        return profile != null
                && profile.status() == TenantStatus.ACTIVE
                && (profile.senders().isEmpty()
                        || profile.senders().stream().anyMatch(sender -> !avoid.contains(ProviderAccount.of(sender))));
    }
}
