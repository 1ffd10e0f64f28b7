package io.stratos.messaging.exception;

import java.io.Serial;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The root of every exception this library defines.
 *
 * <p>It does not promise that nothing else is thrown: misuse that a compiler could have found stays a
 * {@link NullPointerException}, {@link IllegalArgumentException} or {@link IllegalStateException}. Messages are written
 * for people and may change between versions; {@link #code()} may not.
 */
public abstract class MessagingException extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    private final String code;

    /**
     * Creates an exception without a cause.
     *
     * @param code stable name of the kind of failure, lower-case words joined by hyphens; its form is not checked
     * @param message what was wrong and what would be right
     */
    protected MessagingException(String code, String message) {
        super(message);
        this.code = Objects.requireNonNull(code, "code");
    }

    /**
     * Creates an exception with the failure that led to it.
     *
     * @param code stable name of the kind of failure, lower-case words joined by hyphens; its form is not checked
     * @param message what was wrong and what would be right
     * @param cause the failure underneath; null if there is none
     */
    protected MessagingException(String code, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.code = Objects.requireNonNull(code, "code");
    }

    /**
     * The stable name of the kind of failure, such as {@code invalid-phone-number}, fit for programs and dashboards.
     *
     * <p>It does not tell two failures of one kind apart; the message does.
     */
    public final String code() {
        return code;
    }
}
