package io.stratos.messaging.twilio;

import java.util.Optional;

/**
 * Finds an account by its SID, for hosts whose sub-accounts are too many, or change too often, to name them when the
 * provider is built.
 *
 * <p>Called for every request of an account that was not named to the builder, on the worker thread that sends, and on
 * the host's own thread for every webhook call, before its signature is verified: a stranger can make it look for any
 * well-formed SID, so answer from memory or a cache. From several threads at once. An account that is not ours is
 * empty, not an exception. If it throws, a message is not sent and tried again later, and a webhook call is answered
 * with 503.
 */
@FunctionalInterface
public interface TwilioAccounts {

    /**
     * Finds an account.
     *
     * @param accountSid the SID, {@code AC} and 32 hexadecimal digits
     * @return the account of exactly this SID, or empty if it is not ours
     */
    Optional<TwilioAccount> find(String accountSid);
}
