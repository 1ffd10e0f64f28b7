package io.stratos.messaging.consent;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is recorded for one purpose of one address. What it comes to depends on when it is read: see
 * {@link Consent#at(Instant)}.
 *
 * @param status {@code UNKNOWN}, {@code OPTED_IN} or {@code OPTED_OUT}
 * @param until until when an opt-in holds; null for always
 * @param askedUntil until when the contact may still say YES to a request; null where nobody waits for that
 */
public record Standing(
        ConsentStatus status,
        @Nullable Instant until,
        @Nullable Instant askedUntil) {

    static final Standing UNKNOWN = new Standing(ConsentStatus.UNKNOWN, null, null);

    /** Refuses {@code PENDING}, which follows from {@code askedUntil}. */
    public Standing {
        if (status == ConsentStatus.PENDING) {
            throw new IllegalArgumentException("PENDING is not recorded; it follows from askedUntil");
        }
    }

    /**
     * What is recorded without an end.
     *
     * @param status which
     * @return the standing
     */
    public static Standing of(ConsentStatus status) {
        return new Standing(status, null, null);
    }

    /** {@return until when the opt-in holds, if it ends} */
    public Optional<Instant> expiry() {
        return Optional.ofNullable(until);
    }

    /** {@return until when the contact may still say YES, if somebody asked} */
    public Optional<Instant> pendingUntil() {
        return Optional.ofNullable(askedUntil);
    }

    ConsentStatus effective() {
        return status == ConsentStatus.UNKNOWN && askedUntil != null ? ConsentStatus.PENDING : status;
    }

    /** {@return when the first of it ends; null if nothing does} */
    @Nullable
    Instant firstEnd() {
        return until == null || (askedUntil != null && askedUntil.isBefore(until)) ? askedUntil : until;
    }

    private boolean endsBy(Instant now) {
        Instant end = firstEnd();
        return end != null && !now.isBefore(end);
    }

    /** What is left of it then. */
    Standing at(Instant now) {
        if (!endsBy(now)) {
            return this;
        }
        boolean over = until != null && !now.isBefore(until);
        return new Standing(
                over ? ConsentStatus.UNKNOWN : status,
                over ? null : until,
                askedUntil != null && !now.isBefore(askedUntil) ? null : askedUntil);
    }

    /** Implied consent is no answer to a refusal, and takes nothing from what was agreed to for longer. */
    Standing optedIn(Evidence evidence) {
        Instant end = evidence.expiry().orElse(null);
        if (evidence.source() == ConsentSource.IMPLICIT && status == ConsentStatus.OPTED_OUT) {
            return this;
        }
        if (end == null) {
            return Standing.of(ConsentStatus.OPTED_IN);
        }
        boolean longer = status == ConsentStatus.OPTED_IN && (until == null || until.isAfter(end));
        return new Standing(ConsentStatus.OPTED_IN, longer ? until : end, askedUntil);
    }

    /** A second request while the first may still be answered changes nothing. */
    Standing asked(@Nullable Instant end) {
        boolean settled = status == ConsentStatus.OPTED_IN && until == null;
        return settled || askedUntil != null || end == null ? this : new Standing(status, until, end);
    }
}
