package io.stratos.messaging.delivery;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What one rule of the gate said about a message, and why.
 *
 * @param rule the rule's name, such as {@code consent}
 * @param ruling what it said
 * @param reason one clause for people, no phone number in it
 * @param until the instant from which it may go; null unless deferred
 */
public record Verdict(
        String rule, Ruling ruling, String reason, @Nullable Instant until) {

    /**
     * A verdict without an instant.
     *
     * @param rule the rule's name
     * @param ruling what it said
     * @param reason why
     * @return the verdict
     */
    public static Verdict of(String rule, Ruling ruling, String reason) {
        return new Verdict(rule, ruling, reason, null);
    }

    /**
     * Not yet.
     *
     * @param rule the rule's name
     * @param reason why
     * @param until from when it may go
     * @return the verdict
     */
    public static Verdict defer(String rule, String reason, Instant until) {
        return new Verdict(rule, Ruling.DEFER, reason, until);
    }

    /** {@return the instant from which it may go, if deferred} */
    public Optional<Instant> allowedFrom() {
        return Optional.ofNullable(until);
    }
}
