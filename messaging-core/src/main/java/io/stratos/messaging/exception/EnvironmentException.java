package io.stratos.messaging.exception;

import java.io.Serial;

/** What the engine runs on would break a promise, so it refuses to work on it. */
public final class EnvironmentException extends MessagingException {

    @Serial
    private static final long serialVersionUID = 1L;

    /**
     * Says what is wrong and what would be right.
     *
     * @param problem a whole sentence that quotes the offending value
     */
    public EnvironmentException(String problem) {
        super("environment", problem);
    }
}
