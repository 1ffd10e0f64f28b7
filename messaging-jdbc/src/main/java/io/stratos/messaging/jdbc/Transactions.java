package io.stratos.messaging.jdbc;

import java.io.Serial;
import java.util.Optional;

/** Where the work of a session runs: in a transaction of its own, or in the host's. */
interface Transactions {

    /**
     * Runs work that changes something: all of it happens, or none.
     *
     * @param what what is being done, an infinitive for the exception's text
     * @param work repeated if it certainly was not stored and may succeed; does nothing but SQL
     */
    <T> T write(String what, Work<T> work);

    /**
     * Like {@link #write(String, Work)}, for work whose fate can be found out where its commit fails; in a transaction of
     * the host's, which the host commits, the same as that.
     *
     * @param findOut what became of the work; empty if it is not stored. Where nothing else is committed afterwards, it
     *     locks a row of what it finds: then its own commit is confirmed no sooner than the work's was, by a synchronous
     *     replica too
     */
    default <T> T write(String what, Work<T> work, Work<Optional<T>> findOut) {
        return write(what, work);
    }

    /**
     * Like {@link #write(String, Work)}, for work that runs a single statement: inside the host's transaction that needs
     * no round trips but its own.
     */
    default <T> T writeOnce(String what, Work<T> work) {
        return write(what, work);
    }

    /** Runs work that only reads. */
    <T> T read(String what, Work<T> work);

    /** What is done inside. */
    @FunctionalInterface
    interface Work<T> {
        T with(Sql sql);
    }

    /** Thrown by work that saw somebody else commit what it had not expected; as good as a serialization failure. */
    final class Overtaken extends RuntimeException {

        @Serial
        private static final long serialVersionUID = 1L;

        Overtaken(String what) {
            super(what);
        }
    }
}
