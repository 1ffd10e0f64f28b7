package io.stratos.messaging.spi.provider;

import io.stratos.messaging.contact.Address;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One thing a provider's records say, which a webhook may have reported before. */
public sealed interface Polled {

    /** {@return when it was said, by the provider's clock} */
    Instant at();

    /**
     * A contact wrote.
     *
     * @param message what; under the same id as in its webhook
     * @param at when the provider got it
     */
    record Text(ProviderEvent.InboundMessage message, Instant at) implements Polled {}

    /**
     * A contact is on the provider's list of those who opted out.
     *
     * @param contact who
     * @param sender the number of ours they opted out of, as far as the provider says
     * @param at since when
     * @param word the word that put them there; null if the provider does not say
     */
    record OptOut(
            Address contact,
            Address sender,
            Instant at,
            @Nullable String word) implements Polled {

        /** {@return the word that put them there, if the provider says} */
        public Optional<String> keyword() {
            return Optional.ofNullable(word);
        }
    }
}
