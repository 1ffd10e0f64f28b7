package io.stratos.messaging.jdbc;

import io.stratos.messaging.exception.StoreException;
import java.io.Serial;
import java.sql.BatchUpdateException;
import java.sql.SQLException;
import java.sql.SQLRecoverableException;
import java.sql.SQLTransientException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What SQL failures mean, and their words without the data they quote. */
final class Failures {

    /** Serialization failure and deadlock of both databases; H2's lock timeout and concurrent update. */
    private static final Set<String> CONFLICTS = Set.of("40001", "40P01", "HYT00", "90131");

    /** Broken or refused connections, a server that shuts down or is full; H2's broken connection, closed database. */
    private static final Set<String> AWAY_CLASSES = Set.of("08", "53", "57");

    private static final Set<String> AWAY = Set.of("90067", "90098", "90121");
    private static final int CLASS_LENGTH = 2;

    /** Data, constraint, transaction, syntax and access, resources, limits, state of objects. */
    private static final Set<String> REFUSALS = Set.of("22", "23", "25", "40", "42", "53", "54", "55");

    private Failures() {}

    /** An SQL failure on its way to where it is judged. */
    static final class Failed extends RuntimeException {

        @Serial
        private static final long serialVersionUID = 1L;

        private final SQLException failure;

        Failed(SQLException failure) {
            super(failure);
            this.failure = failure;
        }

        SQLException failure() {
            return failure;
        }
    }

    /** {@return the SQL failure under something thrown, unless there is none} */
    static @Nullable SQLException sqlFailure(Throwable thrown) {
        for (Throwable t = thrown; t != null; t = t.getCause()) {
            if (t instanceof SQLException failure) {
                return failure;
            }
        }
        return null;
    }

    /** {@return whether the database rolled the transaction back, and the same work may succeed} */
    static boolean isConflict(SQLException failure) {
        return CONFLICTS.contains(state(failure));
    }

    /** {@return whether the database refused the statement itself, so that it cannot have been committed} */
    static boolean isSurelyUndone(SQLException failure) {
        String state = state(failure);
        return state.length() >= CLASS_LENGTH && REFUSALS.contains(state.substring(0, CLASS_LENGTH));
    }

    /** {@return what to throw for something that was thrown before the commit} */
    static RuntimeException beforeCommit(String what, RuntimeException thrown) {
        SQLException failure = sqlFailure(thrown);
        if (failure == null) {
            return thrown;
        }
        return new StoreException(
                "could not " + what + "; nothing was stored (SQL state " + state(failure) + ")",
                isConflict(failure) || isAway(failure),
                clean(failure));
    }

    /** {@return what to throw when nobody can know whether a transaction was stored} */
    static StoreException atCommit(String what, SQLException failure) {
        return new StoreException(
                "the commit failed while trying to " + what + "; the outcome is unknown: it may or may not be stored."
                        + " Find out before repeating it (SQL state " + state(failure) + ")",
                false,
                clean(failure));
    }

    private static boolean isAway(SQLException failure) {
        String state = state(failure);
        return failure instanceof SQLTransientException
                || failure instanceof SQLRecoverableException
                || AWAY.contains(state)
                || (state.length() > CLASS_LENGTH && AWAY_CLASSES.contains(state.substring(0, CLASS_LENGTH)));
    }

    private static String state(SQLException failure) {
        return failure.getSQLState() == null ? "none" : failure.getSQLState();
    }

    /**
     * The same failure, with its stack, but with only as much of its text as quotes no data: databases quote keys and
     * values, and those may be phone numbers.
     */
    private static SQLException clean(SQLException failure) {
        SQLException next = failure instanceof BatchUpdateException ? failure.getNextException() : null;
        SQLException root = next == null ? failure : next;
        String state = state(root);
        boolean quotesData = state.startsWith("22") || state.startsWith("23");
        String text = quotesData || root.getMessage() == null
                ? root.getClass().getSimpleName()
                : root.getMessage().lines().findFirst().orElse("").replaceFirst("; SQL statement:.*", "");
        SQLException cleaned = new SQLException(text, root.getSQLState(), root.getErrorCode());
        cleaned.setStackTrace(root.getStackTrace());
        return cleaned;
    }
}
