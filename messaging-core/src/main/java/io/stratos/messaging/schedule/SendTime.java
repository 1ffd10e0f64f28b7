package io.stratos.messaging.schedule;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * When a message may go, and why then.
 *
 * @param instant the first moment at or after the one asked about; null if there is none within a year, or nobody knows
 *     where the contact is
 * @param reasons who spoke, in the order emergency, law, contact, type, tenant, learned
 * @param earliest when the open stretch that holds the instant began, as far as two days back; null without an instant
 * @param latest when it ends, not included; null without an instant, or where nothing ends it
 */
public record SendTime(
        @Nullable Instant instant,
        List<Reason> reasons,
        @Nullable Instant earliest,
        @Nullable Instant latest) {

    /** Copies the list. */
    public SendTime {
        reasons = List.copyOf(reasons);
    }

    /**
     * What one of them said.
     *
     * @param rule {@code emergency}, {@code law}, {@code contact}, {@code type}, {@code tenant} or {@code learned}
     * @param text one clause for people, no phone number in it
     * @param moved whether it kept the message from going at the moment asked about
     */
    public record Reason(String rule, String text, boolean moved) {}

    /** {@return the first moment, if there is one} */
    public Optional<Instant> at() {
        return Optional.ofNullable(instant);
    }
}
