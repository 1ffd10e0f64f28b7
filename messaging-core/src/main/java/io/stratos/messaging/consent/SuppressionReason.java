package io.stratos.messaging.consent;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Why nothing is sent to an address, other than that its owner did not agree. */
public enum SuppressionReason {
    /** It is on the provider's own opt-out list. */
    PROVIDER_OPT_OUT(null),
    /** Nobody has it. Numbers are given out again, so this ends after 90 days. */
    INVALID_NUMBER(90),
    /** It takes no text messages. Numbers are ported, so this ends after a year. */
    LANDLINE(365),
    /** The carrier blocks what we send there; ends after 30 days. */
    CARRIER_BLOCK(30),
    /** Its owner complained to the carrier, the provider or an authority. */
    COMPLAINT(null),
    /** The host does no business with them. An agent may still answer what they write. */
    DO_NOT_SERVICE(null),
    /** It is somebody else's now. */
    REASSIGNED(null),
    /** Its owner died. */
    DECEASED(null);

    private final @Nullable Duration life;

    SuppressionReason(@Nullable Integer days) {
        this.life = days == null ? null : Duration.ofDays(days);
    }

    /** {@return after what time it ends by itself unless somebody says otherwise; empty for never} */
    public Optional<Duration> usualLife() {
        return Optional.ofNullable(life);
    }
}
