package io.stratos.messaging.internal.gate;

import io.stratos.messaging.spi.store.Later;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What was found out about a message for the gate, which does no I/O itself.
 *
 * @param conditions what the host answered, by the condition's name
 * @param later the late messages that were due after this one; null if nobody looked
 */
public record Known(Map<String, Reply> conditions, @Nullable Later later) {

    private static final Known NOTHING = new Known(Map.of(), null);

    /** Copies the map. */
    public Known {
        conditions = Map.copyOf(conditions);
    }

    /** {@return nothing was found out yet} */
    public static Known nothing() {
        return NOTHING;
    }

    /**
     * What the host says about a condition.
     *
     * @param answer whether it holds; empty if nobody can say now
     * @param reason why nobody can say; empty if somebody can
     */
    public record Reply(Optional<Boolean> answer, String reason) {

        /** {@return an answer} */
        public static Reply of(boolean holds) {
            return new Reply(Optional.of(holds), "");
        }

        /** {@return nobody can say now} */
        public static Reply silence(String reason) {
            return new Reply(Optional.empty(), reason);
        }
    }

    /**
     * What the gate would have to know before it lets a message go.
     *
     * @param conditions the conditions to ask
     * @param later whether to look for late messages that were due after it
     */
    public record Wanted(Set<String> conditions, boolean later) {

        private static final Wanted NOTHING = new Wanted(Set.of(), false);

        /** {@return all is known} */
        public static Wanted nothing() {
            return NOTHING;
        }

        /** {@return whether anything is missing} */
        public boolean isAnything() {
            return later || !conditions.isEmpty();
        }
    }
}
