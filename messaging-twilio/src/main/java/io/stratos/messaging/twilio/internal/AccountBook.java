package io.stratos.messaging.twilio.internal;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** The accounts that were named, then those the host can find. */
public final class AccountBook {

    private final Map<String, Credentials> named;
    private final Function<String, Optional<Credentials>> finder;

    public AccountBook(Collection<Credentials> named, Function<String, Optional<Credentials>> finder) {
        this.named = new LinkedHashMap<>();
        named.forEach(account -> this.named.put(account.accountSid(), account));
        this.finder = finder;
    }

    /**
     * Finds an account.
     *
     * @throws RuntimeException whatever the host's finder throws, or if it found another account than was asked for
     */
    Optional<Credentials> find(String accountSid) {
        if (!Sids.isAccount(accountSid)) {
            return Optional.empty();
        }
        Credentials known = named.get(accountSid);
        if (known != null) {
            return Optional.of(known);
        }
        Optional<Credentials> found = finder.apply(accountSid);
        found.ifPresent(account -> {
            if (!account.accountSid().equals(accountSid)) {
                throw new IllegalStateException("asked for account " + accountSid + ", found " + account.accountSid());
            }
        });
        return found;
    }

    Collection<Credentials> named() {
        return named.values();
    }
}
