package io.stratos.messaging.spi.store;

import io.stratos.messaging.message.Message;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A message that is due, and ours until the lease ends.
 *
 * @param token the proof
 * @param message the message
 * @param progress how far its dispatch has come
 * @param due since when it is to go: when it was last READY and due, or what {@link IntentDecision.Defer#owed()} said
 */
public record Claim(ClaimToken token, Message message, Progress progress, Instant due) {

    /**
     * How far a message's dispatch has come.
     *
     * @param unit the dispatch unit to send next, from 0
     * @param unitLimit the text limit by which the units were cut, fixed at the first intent; 0 before it
     * @param attempts how many attempts were made for this unit
     * @param waitedFor the sort of limit that last had no room for it; null if none ever had not
     */
    public record Progress(int unit, int unitLimit, int attempts, Draw.@Nullable Scope waitedFor) {

        /**
         * A dispatch that no limit held up.
         *
         * @param unit the dispatch unit to send next, from 0
         * @param unitLimit the text limit by which the units were cut, fixed at the first intent; 0 before it
         * @param attempts how many attempts were made for this unit
         */
        public Progress(int unit, int unitLimit, int attempts) {
            this(unit, unitLimit, attempts, null);
        }
    }
}
