package io.stratos.messaging.delivery;

import io.stratos.messaging.routing.ProviderAccount;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What can be known of what contacts texted to an account, or a number in it, where a webhook did not arrive: because the host was down,
 * or the provider gave up.
 *
 * @param account at which provider's account
 * @param by where else it can be read
 * @param knownUntil up to when it was read, by the store's clock; null if it was not read yet, or cannot be
 * @param problem why it could not be read when that was last tried; null if it could
 */
public record Listening(
        ProviderAccount account,
        By by,
        @Nullable Instant knownUntil,
        @Nullable String problem) {

    /** Where else than in webhooks a provider tells what contacts texted. */
    public enum By {
        /** Its log of inbound messages: every text is found. */
        INBOUND_LOG,
        /** Its list of those who opted out: opt-outs are found, nothing else. */
        OPT_OUT_LIST,
        /** Nowhere. */
        WEBHOOKS_ALONE
    }

    /** {@return up to when it was read, if it was} */
    public Optional<Instant> readUntil() {
        return Optional.ofNullable(knownUntil);
    }

    /** {@return why it could not be read when that was last tried, if it could not} */
    public Optional<String> trouble() {
        return Optional.ofNullable(problem);
    }

    /** {@return one sentence for people: what is known, and what is not knowable} */
    public String sentence() {
        String name = account.provider();
        return switch (by) {
            case INBOUND_LOG ->
                "the inbound log of " + name + read()
                        + "; a text that no webhook brought is known once it is read past it";
            case OPT_OUT_LIST ->
                "the opt-out list of " + name + read()
                        + "; it keeps no inbound log: what else no webhook brought is not knowable";
            case WEBHOOKS_ALONE ->
                name
                        + " has neither an inbound log nor an opt-out list: a STOP that no webhook brought is not knowable";
        };
    }

    private String read() {
        String until = knownUntil == null ? " was not read yet" : " was read up to " + knownUntil;
        return problem == null ? until : until + ", and then not: " + Masking.masked(problem);
    }
}
