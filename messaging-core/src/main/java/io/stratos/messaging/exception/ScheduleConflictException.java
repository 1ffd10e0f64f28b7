package io.stratos.messaging.exception;

import java.io.Serial;
import java.time.Instant;

/** A message was to be moved to a time at which it has expired. No message of the call was moved. */
public final class ScheduleConflictException extends MessagingException {

    @Serial
    private static final long serialVersionUID = 1L;

    /**
     * Quotes both times.
     *
     * @param message the id of the message
     * @param to when it was to go
     * @param expiresAt the first instant at which it is too late
     */
    public ScheduleConflictException(String message, Instant to, Instant expiresAt) {
        super(
                "schedule-conflict",
                "message " + message + " cannot go at " + to + ": it expires at " + expiresAt
                        + "; name an earlier instant, or cancel it and send another");
    }
}
