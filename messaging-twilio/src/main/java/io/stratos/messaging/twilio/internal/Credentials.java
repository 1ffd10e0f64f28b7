package io.stratos.messaging.twilio.internal;

import java.util.List;

/**
 * An account's secrets, sorted by use.
 *
 * @param accountSid whose they are
 * @param authTokens keys of signatures, at least one
 * @param restUser user name of requests
 * @param restSecret password of requests
 */
public record Credentials(String accountSid, List<String> authTokens, String restUser, String restSecret) {

    public Credentials {
        authTokens = List.copyOf(authTokens);
    }

    @Override
    public String toString() {
        return "Credentials[" + accountSid + "]";
    }
}
