package io.stratos.messaging.twilio;

import io.stratos.messaging.twilio.internal.Credentials;
import io.stratos.messaging.twilio.internal.Sids;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A Twilio account or sub-account and its secrets. A sub-account has a token of its own.
 *
 * <p>That Twilio knows the account and accepts the secrets is not checked here. Neither {@link #toString()} nor any
 * exception shows a token or a secret. Immutable and safe for use by many threads.
 */
public final class TwilioAccount {

    private final String sid;
    private final List<String> authTokens;
    private final @Nullable String apiKeySid;
    private final @Nullable String apiKeySecret;

    private TwilioAccount(
            String sid, List<String> authTokens, @Nullable String apiKeySid, @Nullable String apiKeySecret) {
        this.sid = sid;
        this.authTokens = List.copyOf(authTokens);
        this.apiKeySid = apiKeySid;
        this.apiKeySecret = apiKeySecret;
    }

    /**
     * An account with its auth token, or several while they are being rotated.
     *
     * @param accountSid its SID, {@code AC} and 32 hexadecimal digits
     * @param authToken the token requests are sent with; webhook calls signed with it are believed
     * @param otherTokens more tokens whose signatures are believed, such as the one before or the one to come
     * @return the account
     * @throws IllegalArgumentException if the SID is none, or a token is empty or not of visible ASCII characters
     */
    public static TwilioAccount of(String accountSid, String authToken, String... otherTokens) {
        if (!Sids.isAccount(accountSid)) {
            throw new IllegalArgumentException(
                    "'" + accountSid + "' is not an account SID: AC and 32 hexadecimal digits are needed");
        }
        List<String> tokens = new ArrayList<>();
        tokens.add(secret("auth token", authToken));
        for (String other : otherTokens) {
            tokens.add(secret("auth token", other));
        }
        return new TwilioAccount(accountSid, tokens, null, null);
    }

    /**
     * Sends requests with an API key instead of the auth token; signatures are still verified with the auth tokens.
     *
     * @param keySid the key's SID, {@code SK} and 32 hexadecimal digits
     * @param keySecret the key's secret
     * @return a new value
     * @throws IllegalArgumentException if the SID is none, or the secret is empty or not of visible ASCII characters
     */
    public TwilioAccount apiKey(String keySid, String keySecret) {
        if (!Sids.isApiKey(keySid)) {
            throw new IllegalArgumentException(
                    "'" + keySid + "' is not an API key SID: SK and 32 hexadecimal digits are needed");
        }
        return new TwilioAccount(sid, authTokens, keySid, secret("API key secret", keySecret));
    }

    /** {@return the account's SID} */
    public String sid() {
        return sid;
    }

    Credentials credentials() {
        return apiKeySid == null || apiKeySecret == null
                ? new Credentials(sid, authTokens, sid, authTokens.get(0))
                : new Credentials(sid, authTokens, apiKeySid, apiKeySecret);
    }

    private static String secret(String what, String value) {
        if (value.isEmpty() || value.chars().anyMatch(c -> c <= ' ' || c > '~')) {
            throw new IllegalArgumentException(what + " of " + value.length()
                    + " characters is not usable: it must be of visible ASCII characters,"
                    + " without blanks or line ends around it");
        }
        return value;
    }

    /** {@return the SIDs and how many tokens there are, none of the secrets} */
    @Override
    public String toString() {
        return "TwilioAccount[" + sid + ", auth tokens: " + authTokens.size()
                + (apiKeySid == null ? "]" : ", API key " + apiKeySid + "]");
    }
}
