package io.stratos.messaging.routing;

/**
 * An account at a provider. What goes wrong there, its credentials, its limits, its speed, concerns all of its senders and
 * nobody else's.
 *
 * @param provider the provider's name
 * @param account the provider's id of the account
 */
public record ProviderAccount(String provider, String account) {

    /**
     * The account a sender lives in.
     *
     * @param sender the sender
     * @return its account
     */
    public static ProviderAccount of(Sender sender) {
        return new ProviderAccount(sender.provider(), sender.account());
    }

    /** {@return such as {@code twilio/AC123}} */
    @Override
    public String toString() {
        return provider + "/" + account;
    }
}
