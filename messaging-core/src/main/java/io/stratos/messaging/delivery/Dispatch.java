package io.stratos.messaging.delivery;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is still to be done about an outbound message, as it stood when it was read.
 *
 * @param state whose turn it is
 * @param due {@code READY}: when it may be taken up; {@code CLAIMED} and {@code SENDING}: when the lease of the worker
 *     that has it ends; {@code IN_DOUBT}: when it is looked into, null if it is not any more
 * @param unit the dispatch unit that is next or on its way, from 0
 * @param attempts how many requests were begun for that unit
 * @param looks how often the doubt that stands was looked into
 */
public record Dispatch(State state, @Nullable Instant due, int unit, int attempts, int looks) {

    /** Whose turn it is. */
    public enum State {
        /** Nobody's yet: it waits until it is due. */
        READY,
        /** A worker has taken it up and asks the gate. */
        CLAIMED,
        /** A request is on its way. */
        SENDING,
        /** A request was written and nobody knows what became of it. */
        IN_DOUBT
    }

    /** {@return when something happens by itself, see {@link #due()}} */
    public Optional<Instant> dueAt() {
        return Optional.ofNullable(due);
    }
}
