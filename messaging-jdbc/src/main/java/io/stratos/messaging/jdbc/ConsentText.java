package io.stratos.messaging.jdbc;

import io.stratos.messaging.consent.Consent;
import io.stratos.messaging.consent.ConsentStatus;
import io.stratos.messaging.consent.Purpose;
import io.stratos.messaging.consent.Standing;
import io.stratos.messaging.consent.Suppression;
import io.stratos.messaging.consent.SuppressionReason;
import io.stratos.messaging.consent.Suppressions;
import io.stratos.messaging.contact.Address;
import io.stratos.messaging.spi.store.AddressNotes;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Consent as the address row keeps it: {@code MARKETING=OPTED_IN@1767225600000000} with the end in microseconds where it
 * ends, {@code MARKETING=UNKNOWN?1767225600000000} where the contact was asked, {@code +14155550100=STOP@...} for one of
 * the tenant's own addresses.
 */
final class ConsentText {

    private static final String STOP = "STOP";

    private ConsentText() {}

    /** {@return null for nothing} */
    static @Nullable String of(Consent consent) {
        StringJoiner text = new StringJoiner(",");
        for (Purpose purpose : Purpose.values()) {
            Standing standing = consent.standing(purpose);
            if (!standing.equals(Standing.of(ConsentStatus.UNKNOWN))) {
                text.add(purpose + "=" + standing.status() + end('@', standing.until())
                        + end('?', standing.askedUntil()));
            }
        }
        new TreeMap<>(consent.stoppedSenders())
                .forEach((sender, since) -> text.add(sender + "=" + STOP + end('@', since)));
        return text.length() == 0 ? null : text.toString();
    }

    static Consent read(
            Address address, @Nullable Instant stoppedAt, @Nullable Instant heldAt, @Nullable String stored) {
        if (stored == null) {
            return Consent.of(address, stoppedAt, heldAt, Map.of(), Map.of());
        }
        Map<Purpose, Standing> purposes = new EnumMap<>(Purpose.class);
        Map<String, Instant> senders = new HashMap<>();
        for (String one : stored.split(",", -1)) {
            int equals = one.lastIndexOf('=');
            String name = one.substring(0, equals);
            String value = one.substring(equals + 1);
            int asked = value.indexOf('?');
            Instant askedUntil = asked < 0 ? null : micros(value.substring(asked + 1));
            value = asked < 0 ? value : value.substring(0, asked);
            int at = value.indexOf('@');
            Instant end = at < 0 ? null : micros(value.substring(at + 1));
            value = at < 0 ? value : value.substring(0, at);
            if (value.equals(STOP) && end != null) {
                senders.put(name, end);
            } else {
                purposes.put(Purpose.valueOf(name), new Standing(ConsentStatus.valueOf(value), end, askedUntil));
            }
        }
        return Consent.of(address, stoppedAt, heldAt, purposes, senders);
    }

    /** {@return like {@code INVALID_NUMBER@1767225600000000?1775001600000000}, since when and until when; null for none} */
    static @Nullable String of(Suppressions suppressions) {
        StringJoiner text = new StringJoiner(",");
        suppressions.all().forEach(one -> text.add(one.reason() + end('@', one.at()) + end('?', one.until())));
        return text.length() == 0 ? null : text.toString();
    }

    static AddressNotes notes(@Nullable String suppressions) {
        if (suppressions == null) {
            return AddressNotes.none();
        }
        List<Suppression> all = new ArrayList<>();
        for (String one : suppressions.split(",", -1)) {
            int at = one.indexOf('@');
            int until = one.indexOf('?');
            all.add(new Suppression(
                    SuppressionReason.valueOf(one.substring(0, at)),
                    micros(one.substring(at + 1, until < 0 ? one.length() : until)),
                    until < 0 ? null : micros(one.substring(until + 1))));
        }
        return AddressNotes.none().with(new Suppressions(all));
    }

    private static String end(char mark, @Nullable Instant at) {
        return at == null ? "" : mark + Long.toString(ChronoUnit.MICROS.between(Instant.EPOCH, at));
    }

    private static Instant micros(String text) {
        return Instant.EPOCH.plus(Long.parseLong(text), ChronoUnit.MICROS);
    }
}
