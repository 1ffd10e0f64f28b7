package io.stratos.messaging.twilio;

import io.stratos.messaging.twilio.internal.Fields;
import io.stratos.messaging.twilio.internal.Signatures;
import java.util.Map;

/**
 * Signs webhook calls as Twilio does, for tests of hosts: what was signed here, {@link TwilioProvider#receive}
 * believes.
 *
 * <p>To verify a call hand it to the engine; comparing with a signature computed here would neither take constant time
 * nor know the ways in which Twilio varies the URL.
 */
public final class TwilioSignature {

    /** The name of the header that carries the signature. */
    public static final String HEADER = "X-Twilio-Signature";

    private TwilioSignature() {}

    /**
     * The signature of a form that is posted, or, without parameters, of a call by GET.
     *
     * @param authToken the account's auth token
     * @param url the whole URL as it will be asked for, query included, nothing decoded, no fragment
     * @param params the fields of the form, decoded; none of the query
     * @return the value of the header, in Base64
     * @throws IllegalArgumentException if the token is empty
     */
    public static String sign(String authToken, String url, Map<String, String> params) {
        if (authToken.isEmpty()) {
            throw new IllegalArgumentException("the auth token is empty; nothing can be signed with it");
        }
        return Signatures.sign(authToken, url, Fields.of(params));
    }
}
