package io.stratos.messaging.twilio.internal;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Twilio's signature: HMAC-SHA1 under the auth token over the URL and the form's fields, without delimiters. */
public final class Signatures {

    private static final String ALGORITHM = "HmacSHA1";
    private static final String BODY_HASH = "bodySHA256";

    private Signatures() {}

    public static String sign(String authToken, String url, Fields fields) {
        return Base64.getEncoder().encodeToString(hmac(authToken, url + fields.signedText()));
    }

    /** Whether any of the tokens signed the fields at any spelling of the URL that Twilio may have signed. */
    static boolean matches(String signature, List<String> authTokens, String url, Fields fields) {
        byte[] given = signature.getBytes(StandardCharsets.UTF_8);
        String text = fields.signedText();
        boolean matches = false;
        for (String candidate : SignedUrl.candidates(url)) {
            for (String token : authTokens) {
                byte[] right = Base64.getEncoder().encode(hmac(token, candidate + text));
                matches |= MessageDigest.isEqual(right, given);
            }
        }
        return matches;
    }

    /** Whether the query names the hash of exactly this body; a body that is no form is signed by nothing else. */
    static boolean bodyMatches(String rawQuery, byte[] body) {
        String named = null;
        for (String field : rawQuery.split("&", -1)) {
            if (field.startsWith(BODY_HASH + "=")) {
                if (named != null) {
                    return false;
                }
                named = field.substring(BODY_HASH.length() + 1);
            }
        }
        if (named == null) {
            return false;
        }
        byte[] right = HexFormat.of().formatHex(sha256(body)).getBytes(StandardCharsets.US_ASCII);
        return MessageDigest.isEqual(right, named.getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] hmac(String key, String text) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), ALGORITHM));
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every Java platform has " + ALGORITHM, impossible);
        }
    }

    private static byte[] sha256(byte[] body) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(body);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }
}
