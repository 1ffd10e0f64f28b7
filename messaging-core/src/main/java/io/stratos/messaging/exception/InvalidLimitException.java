package io.stratos.messaging.exception;

import java.io.Serial;

/** A rate limit, cap or budget that makes no sense. Nothing was changed. */
public final class InvalidLimitException extends MessagingException {

    @Serial
    private static final long serialVersionUID = 1L;

    /**
     * Says what is wrong and what would be right.
     *
     * @param problem a whole sentence that quotes the offending value
     */
    public InvalidLimitException(String problem) {
        super("invalid-limit", problem);
    }
}
