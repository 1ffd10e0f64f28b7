package io.stratos.messaging.spi.store;

import io.stratos.messaging.consent.ConsentEvent;
import io.stratos.messaging.contact.Address;
import io.stratos.messaging.id.TenantId;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * How a tenant's events are chained: the same for every store, and for whoever checks an export.
 *
 * <p>A link is the SHA-256, in hexadecimal, of the UTF-8 text of the link before, position, address hash, event number,
 * summary and facts hash, each followed by a line feed; the first link before is the SHA-256 of {@code stratos-ledger-1}, a line feed
 * and the tenant's id. Addresses and facts are hashed by HMAC-SHA-256 with the tenant's key, so that nobody without it can
 * find an address by trying all numbers. Whoever can write to the database can chain everything anew: what shows that is a
 * head that was kept elsewhere. Immutable and safe for use by many threads.
 */
public final class LedgerChain {

    private static final int KEY_BYTES = 32;

    private final TenantId tenant;
    private final SecretKeySpec key;

    /**
     * The chain of one tenant.
     *
     * @param tenant whose
     * @param key from {@link #newKey}
     */
    public LedgerChain(TenantId tenant, String key) {
        this.tenant = tenant;
        this.key = new SecretKeySpec(HexFormat.of().parseHex(key), "HmacSHA256");
    }

    /** {@return a new key for a tenant that has none} */
    public static String newKey() {
        byte[] bytes = new byte[KEY_BYTES];
        new SecureRandom().nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    /**
     * The link before the first line.
     *
     * @param tenant whose chain
     * @return 64 hexadecimal digits
     */
    public static String start(TenantId tenant) {
        return sha256("stratos-ledger-1\n" + tenant.value());
    }

    /**
     * The next line.
     *
     * @param before the link before
     * @param position its position
     * @param event the event, as it is stored
     * @param eventNo which event of its address
     * @return the line
     */
    public LedgerLine line(String before, long position, ConsentEvent event, int eventNo) {
        LedgerLine unlinked =
                new LedgerLine(position, hash(event.address()), eventNo, summary(event), factsHash(event), "");
        return new LedgerLine(
                position,
                unlinked.addressHash(),
                eventNo,
                unlinked.summary(),
                unlinked.factsHash(),
                link(before, unlinked));
    }

    /**
     * The link a line must have.
     *
     * @param before the link before
     * @param line the line; its own link is not looked at
     * @return 64 hexadecimal digits
     */
    public static String link(String before, LedgerLine line) {
        return sha256(before
                + '\n'
                + line.position()
                + '\n'
                + line.addressHash()
                + '\n'
                + line.eventNo()
                + '\n'
                + line.summary()
                + '\n'
                + line.factsHash()
                + '\n');
    }

    /**
     * An address as lines hold it.
     *
     * @param address the address
     * @return 64 hexadecimal digits
     */
    public String hash(Address address) {
        return hmac("address\n" + address.value());
    }

    /**
     * In what an event is not the one that was sealed.
     *
     * @param line the line
     * @param event the event as it stands now
     * @return what differs; empty if nothing does
     */
    public Optional<String> difference(LedgerLine line, ConsentEvent event) {
        if (!line.addressHash().equals(hash(event.address()))) {
            return Optional.of("whose it is");
        }
        if (!line.summary().equals(summary(event))) {
            return Optional.of("'" + line.summary() + "' was sealed, '" + summary(event) + "' stands there");
        }
        return line.factsHash().equals(factsHash(event)) ? Optional.empty() : Optional.of("the facts of its evidence");
    }

    /** {@return whose chain this is} */
    public TenantId tenant() {
        return tenant;
    }

    private static String summary(ConsentEvent event) {
        return event.at().truncatedTo(ChronoUnit.MICROS) + " " + event.action()
                + (event.purpose() == null ? "" : " " + event.purpose()) + " "
                + event.evidence().source();
    }

    /** Each name and value with its length before it, so that no two maps read the same. */
    private String factsHash(ConsentEvent event) {
        StringBuilder text = new StringBuilder("facts\n");
        for (Map.Entry<String, String> fact : new TreeMap<>(event.evidence().facts()).entrySet()) {
            text.append(fact.getKey().length()).append(':').append(fact.getKey());
            text.append(fact.getValue().length()).append(':').append(fact.getValue());
        }
        return hmac(text.toString());
    }

    private String hmac(String text) {
        try {
            Mac mac = Mac.getInstance(key.getAlgorithm());
            mac.init(key);
            return HexFormat.of().formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has HmacSHA256", e);
        }
    }

    private static String sha256(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
