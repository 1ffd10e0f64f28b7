package io.stratos.messaging.spi.store;

import io.stratos.messaging.message.Message;

/**
 * A message that is due, and ours until the lease ends.
 *
 * @param token the proof
 * @param message the message
 * @param progress how far its dispatch has come
 */
public record Claim(ClaimToken token, Message message, Progress progress) {

    /**
     * How far a message's dispatch has come.
     *
     * @param unit the dispatch unit to send next, from 0
     * @param unitLimit the text limit by which the units were cut, fixed at the first intent; 0 before it
     * @param attempts how many attempts were made for this unit
     */
    public record Progress(int unit, int unitLimit, int attempts) {}
}
