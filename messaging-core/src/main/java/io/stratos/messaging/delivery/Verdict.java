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
 * @param remedy what would lift it: the end of the sentence "would pass …", no phone number in it, such as {@code if the
 *     contact opted in}; null where nothing stands in the way, and in what a store gives back, as stores do not keep it
 */
public record Verdict(
        String rule,
        Ruling ruling,
        String reason,
        @Nullable Instant until,
        @Nullable String remedy) {

    /**
     * A verdict without a remedy, as stores keep it.
     *
     * @param rule the rule's name
     * @param ruling what it said
     * @param reason why
     * @param until from when it may go; null unless deferred
     */
    public Verdict(String rule, Ruling ruling, String reason, @Nullable Instant until) {
        this(rule, ruling, reason, until, null);
    }

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

    /**
     * The same, with what would lift it.
     *
     * @param clause the end of the sentence "would pass …", such as {@code if the contact opted in}
     * @return the verdict
     */
    public Verdict wouldPass(String clause) {
        return new Verdict(rule, ruling, reason, until, clause);
    }

    /** {@return whether it keeps the message from going now} */
    public boolean standsInTheWay() {
        return ruling == Ruling.BLOCK || ruling == Ruling.DEFER;
    }

    /** {@return what would lift it: what the rule said, else its instant; empty if neither is known} */
    public Optional<Remedy> lift() {
        if (!standsInTheWay() || (remedy == null && until == null)) {
            return Optional.empty();
        }
        return Optional.of(new Remedy(rule, remedy == null ? "from " + until : remedy, until));
    }

    /** {@return the instant from which it may go, if deferred} */
    public Optional<Instant> allowedFrom() {
        return Optional.ofNullable(until);
    }
}
