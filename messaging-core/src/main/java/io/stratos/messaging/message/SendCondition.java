package io.stratos.messaging.message;

/**
 * A question about the host's own affairs, asked right before a message is sent: is the appointment still booked?
 *
 * <p>Registered by name at every engine that sends; a message keeps the name, so that the question survives restarts and
 * any node can ask it. Asked before each attempt of a message's first request, on a thread of the engine's, outside any
 * transaction and lock, for at most three seconds. What it may not do is send, or take long.
 *
 * <p>{@code false} ends the message. An exception, no answer in time, or an engine that does not know the name means
 * "not now": the message waits and is asked about again after ten seconds, at the latest after ten minutes, and is never
 * sent on a guess. While a condition does not answer in time, messages that need it wait without asking.
 *
 * <p>Called by several threads at once.
 */
@FunctionalInterface
public interface SendCondition {

    /**
     * Whether a message is still right.
     *
     * @param message what is about to be sent, with its business key and metadata
     * @return whether it may go, as far as this goes
     * @throws Exception if nobody can say now
     */
    boolean holds(Message message) throws Exception;
}
