package io.stratos.messaging.delivery;

import io.stratos.messaging.id.AttemptId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Something a person did to a message on its way, and why.
 *
 * @param at when, by the store's clock
 * @param action what
 * @param attempt the request it was about; null if it was about the whole message
 * @param by who, 1 to 64 characters
 * @param reason why, 1 to 200 characters
 */
public record Intervention(
        Instant at, Action action, @Nullable AttemptId attempt, String by, String reason) {

    /** What people can do. */
    public enum Action {
        /** {@link Resolution#RESEND}. */
        RESEND,
        /** {@link Resolution#GIVE_UP}. */
        GIVE_UP,
        /** {@link Resolution#SENT}. */
        SENT,
        /** {@link Resolution#DELIVERED}. */
        DELIVERED,
        /** A failed message was brought back. */
        REPLAY
    }
}
