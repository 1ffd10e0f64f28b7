package io.stratos.messaging.internal.gate;

import io.stratos.messaging.limit.RateLimit;
import io.stratos.messaging.routing.Sender;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The limits of providers' accounts: of one account, or of each of a provider's. Immutable. */
public final class AccountLimits {

    private final Map<String, RateLimit> limits;

    /**
     * Limits by the name of a provider, or by {@link #name}.
     *
     * @param limits the limits
     */
    public AccountLimits(Map<String, RateLimit> limits) {
        this.limits = Map.copyOf(limits);
    }

    /**
     * The name of an account.
     *
     * @param provider the provider's name
     * @param account the provider's id of the account
     * @return both
     */
    public static String name(String provider, String account) {
        return provider + " " + account;
    }

    /**
     * The limit of an account.
     *
     * @param provider the provider's name
     * @param account the provider's id of the account
     * @return its own, else that of each of the provider's accounts; null without any
     */
    public @Nullable RateLimit limit(String provider, String account) {
        if (limits.isEmpty()) {
            return null;
        }
        RateLimit own = limits.get(name(provider, account));
        return own == null ? limits.get(provider) : own;
    }

    @Nullable
    RateLimit limit(Sender sender) {
        return limit(sender.provider(), sender.account());
    }
}
