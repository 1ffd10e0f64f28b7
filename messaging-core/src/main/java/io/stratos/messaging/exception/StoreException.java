package io.stratos.messaging.exception;

import java.io.Serial;

/**
 * The store could not do its work: the database is away, refused a statement or broke the connection.
 *
 * <p>After a failure at commit nobody can know from the exception alone whether the work was stored. Where every message
 * has an idempotency key the store looks it up itself; else, or if that fails too, repeat the call with the same key to
 * find out.
 */
public final class StoreException extends MessagingException {

    @Serial
    private static final long serialVersionUID = 1L;

    private final boolean retryable;

    /**
     * Wraps what the database said.
     *
     * @param problem what was being done
     * @param retryable whether the same call may succeed unchanged, after a deadlock or a lost connection
     * @param cause the database's own words
     */
    public StoreException(String problem, boolean retryable, Throwable cause) {
        super("store", problem, cause);
        this.retryable = retryable;
    }

    /** {@return whether the same call may succeed unchanged} */
    public boolean isRetryable() {
        return retryable;
    }
}
