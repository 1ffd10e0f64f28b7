package io.stratos.messaging.internal.tenant;

import io.stratos.messaging.spi.provider.MessageProvider;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The providers of one engine by name, in the order they were added. Immutable. */
public final class Providers {

    private final Map<String, MessageProvider> byName;

    /**
     * The providers of an engine.
     *
     * @param providers with different names
     */
    public Providers(Collection<MessageProvider> providers) {
        Map<String, MessageProvider> named = new LinkedHashMap<>();
        providers.forEach(provider -> named.put(provider.name(), provider));
        this.byName = named;
    }

    /**
     * Looks one up.
     *
     * @param name its name
     * @return the provider, if this engine has it
     */
    public Optional<MessageProvider> find(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    /** {@return all of them} */
    public Collection<MessageProvider> all() {
        return byName.values();
    }
}
