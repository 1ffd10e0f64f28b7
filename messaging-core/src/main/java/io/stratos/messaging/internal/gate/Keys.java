package io.stratos.messaging.internal.gate;

import io.stratos.messaging.consent.Purpose;
import io.stratos.messaging.contact.Address;
import io.stratos.messaging.id.TenantId;
import io.stratos.messaging.spi.store.Draw;
import io.stratos.messaging.spi.store.Draw.Scope;

/** Under which keys limits are counted. */
public final class Keys {

    private Keys() {}

    /**
     * That of a tenant.
     *
     * @param tenant which
     * @return its key
     */
    public static Draw.Key tenant(TenantId tenant) {
        return new Draw.Key(tenant, Scope.TENANT, "");
    }

    /**
     * That of a number.
     *
     * @param tenant whose
     * @param sender the number or name
     * @return its key
     */
    public static Draw.Key sender(TenantId tenant, Address sender) {
        return new Draw.Key(tenant, Scope.SENDER, sender.value());
    }

    /**
     * That of a brand.
     *
     * @param name its name
     * @return its key
     */
    public static Draw.Key brand(String name) {
        return new Draw.Key(null, Scope.BRAND, name);
    }

    /**
     * That of a provider's account.
     *
     * @param provider the provider's name
     * @param account the provider's id of the account
     * @return its key
     */
    public static Draw.Key account(String provider, String account) {
        return new Draw.Key(null, Scope.ACCOUNT, provider + " " + account);
    }

    /**
     * That of a contact's address.
     *
     * @param tenant whose contact
     * @param contact the address
     * @return its key
     */
    public static Draw.Key contact(TenantId tenant, Address contact) {
        return new Draw.Key(tenant, Scope.CONTACT, contact.value());
    }

    /**
     * That of a purpose and a contact's address.
     *
     * @param tenant whose contact
     * @param purpose the purpose
     * @param contact the address
     * @return its key
     */
    public static Draw.Key purpose(TenantId tenant, Purpose purpose, Address contact) {
        return new Draw.Key(tenant, Scope.PURPOSE, purpose.name() + " " + contact.value());
    }

    /**
     * That of a law and a contact's address.
     *
     * @param tenant whose contact
     * @param rule the rule's id
     * @param contact the address
     * @return its key
     */
    public static Draw.Key law(TenantId tenant, String rule, Address contact) {
        return new Draw.Key(tenant, Scope.LAW, rule + " " + contact.value());
    }

    /**
     * That of a tenant's budget.
     *
     * @param tenant whose
     * @return its key
     */
    public static Draw.Key budget(TenantId tenant) {
        return new Draw.Key(tenant, Scope.BUDGET, "");
    }
}
