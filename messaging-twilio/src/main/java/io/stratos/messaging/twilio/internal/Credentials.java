package io.stratos.messaging.twilio.internal;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
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

    /** The value of the header {@code Authorization}: RFC 7617, in UTF-8. */
    String basic() {
        byte[] pair = (restUser + ":" + restSecret).getBytes(StandardCharsets.UTF_8);
        return "Basic " + Base64.getEncoder().encodeToString(pair);
    }

    @Override
    public String toString() {
        return "Credentials[" + accountSid + "]";
    }
}
