package io.stratos.messaging.exception;

import java.io.Serial;

/** A message that no provider could be handed: empty, oversize, contradictory. Nothing of it was stored. */
public final class InvalidMessageException extends MessagingException {

    @Serial
    private static final long serialVersionUID = 1L;

    /**
     * Says what is wrong and what would be right.
     *
     * @param problem a whole sentence that quotes the offending value
     */
    public InvalidMessageException(String problem) {
        super("invalid-message", problem);
    }
}
