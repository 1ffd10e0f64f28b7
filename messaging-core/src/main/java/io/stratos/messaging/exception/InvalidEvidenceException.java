package io.stratos.messaging.exception;

import java.io.Serial;

/** What was handed in as evidence of consent cannot be kept as it is. Nothing was recorded. */
public final class InvalidEvidenceException extends MessagingException {

    @Serial
    private static final long serialVersionUID = 1L;

    /**
     * Says what is wrong and what would be right.
     *
     * @param problem a whole sentence that quotes the offending value
     */
    public InvalidEvidenceException(String problem) {
        super("invalid-evidence", problem);
    }
}
