package io.stratos.messaging.telnyx.internal;

import io.stratos.messaging.webhook.WebhookRequest;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.time.Clock;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;

/** Ed25519 over the timestamp, a bar and the body's bytes, no older or newer than five minutes. */
public final class Signatures {

    static final String SIGNATURE = "telnyx-signature-ed25519";
    static final String TIMESTAMP = "telnyx-timestamp";

    private static final long TOLERANCE_SECONDS = 300;
    private static final int KEY_BYTES = 32;
    private static final int SIGNATURE_BYTES = 64;
    private static final int MOST_DIGITS = 12;
    private static final byte[] X509_PREFIX = HexFormat.of().parseHex("302a300506032b6570032100");

    private final PublicKey key;
    private final Clock clock;

    /**
     * Signatures made with the other half of a key.
     *
     * @param publicKeyBase64 the public half
     * @param clock tells the age of a call
     * @throws IllegalArgumentException if the text is not the Base64 of 32 bytes that are a key
     */
    public Signatures(String publicKeyBase64, Clock clock) {
        this.key = key(publicKeyBase64);
        this.clock = clock;
    }

    private static PublicKey key(String base64) {
        try {
            byte[] raw = Base64.getDecoder().decode(base64);
            if (raw.length != KEY_BYTES) {
                throw new IllegalArgumentException(raw.length + " bytes");
            }
            byte[] encoded = new byte[X509_PREFIX.length + KEY_BYTES];
            System.arraycopy(X509_PREFIX, 0, encoded, 0, X509_PREFIX.length);
            System.arraycopy(raw, 0, encoded, X509_PREFIX.length, KEY_BYTES);
            return KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(encoded));
        } catch (IllegalArgumentException | GeneralSecurityException wrong) {
            throw new IllegalArgumentException(
                    "public key '" + base64 + "' is not the Base64 of an Ed25519 key of 32 bytes;"
                            + " copy it from Keys & Credentials in the Telnyx portal",
                    wrong);
        }
    }

    /** Why the call is not to be trusted; empty if it is. */
    Optional<String> objectionTo(WebhookRequest call) {
        String timestamp = call.header(TIMESTAMP).orElse("");
        String signature = call.header(SIGNATURE).orElse("");
        if (timestamp.isEmpty() || signature.isEmpty()) {
            return Optional.of("signature or timestamp is missing");
        }
        if (timestamp.length() > MOST_DIGITS || !timestamp.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return Optional.of("timestamp is no number of seconds");
        }
        long age = clock.instant().getEpochSecond() - Long.parseLong(timestamp);
        if (Math.abs(age) > TOLERANCE_SECONDS) {
            return Optional.of("timestamp is " + age + " seconds old");
        }
        return matches(timestamp, signature, call.body()) ? Optional.empty() : Optional.of("signature is wrong");
    }

    private boolean matches(String timestamp, String base64, byte[] body) {
        try {
            byte[] raw = Base64.getDecoder().decode(base64);
            if (raw.length != SIGNATURE_BYTES) {
                return false;
            }
            Signature check = Signature.getInstance("Ed25519");
            check.initVerify(key);
            check.update((timestamp + "|").getBytes(StandardCharsets.US_ASCII));
            check.update(body);
            return check.verify(raw);
        } catch (IllegalArgumentException | GeneralSecurityException malformed) {
            return false;
        }
    }
}
