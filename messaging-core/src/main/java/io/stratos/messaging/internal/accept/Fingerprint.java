package io.stratos.messaging.internal.accept;

import io.stratos.messaging.contact.Address;
import io.stratos.messaging.message.Media;
import io.stratos.messaging.message.OutboundMessage;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** Tells a repeated message from another one under the same idempotency key. */
final class Fingerprint {

    private final MessageDigest digest;

    private Fingerprint(MessageDigest digest) {
        this.digest = digest;
    }

    static String of(OutboundMessage message, Address recipient) {
        Fingerprint print = new Fingerprint(sha256());
        print.add(recipient.value());
        print.add(message.purpose().name());
        print.add(message.sender().map(Address::value).orElse(null));
        print.add(message.content().text());
        print.add(message.content().subject());
        print.add(message.content().html());
        for (Media media : message.content().media()) {
            print.add(media.url().toString());
        }
        return HexFormat.of().formatHex(print.digest.digest());
    }

    /** Length first, so that no two lists of parts run together to the same bytes. */
    private void add(@Nullable String part) {
        byte[] bytes = part == null ? new byte[0] : part.getBytes(StandardCharsets.UTF_8);
        int length = part == null ? -1 : bytes.length;
        digest.update(new byte[] {(byte) (length >> 24), (byte) (length >> 16), (byte) (length >> 8), (byte) length});
        digest.update(bytes);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("every Java platform has SHA-256", missing);
        }
    }
}
