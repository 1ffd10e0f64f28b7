package io.stratos.messaging.exception;

import java.io.Serial;

/** Hours, a rule, a place or a zone that makes no sense. Nothing was changed. */
public final class InvalidScheduleException extends MessagingException {

    @Serial
    private static final long serialVersionUID = 1L;

    /**
     * Says what is wrong and what would be right.
     *
     * @param problem a whole sentence that quotes the offending value
     */
    public InvalidScheduleException(String problem) {
        super("invalid-schedule", problem);
    }
}
