package io.stratos.messaging.spi.store;

import io.stratos.messaging.delivery.Cancellation;
import io.stratos.messaging.delivery.Rescheduling;
import io.stratos.messaging.id.MessageId;
import io.stratos.messaging.id.TenantId;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * What has not gone yet: taking it back, or moving it. Called on the host's thread.
 *
 * <p>A message can be changed while its dispatch row is READY or CLAIMED for its first unit, so also between two tries
 * of which the first provably came to nothing; not between two of which the host ordered the second in doubt about the
 * first, see {@link Interventions#resolve}. A change wins over a claim: the token of the row is raised or the row is
 * gone, and the intent of whoever claimed it is lost. It waits for an intent that is being committed at that moment, and
 * then finds it committed: a message is changed or sent, never both.
 *
 * <p>In a session of the host's transaction, the rows changed stay locked until the host ends it, and no other row does:
 * {@link MessagingStore#take}, {@link MessagingStore#intent}, {@link MessagingStore#release} and
 * {@link MessagingStore#recover} skip them.
 */
public interface Outbox {

    /**
     * The messages about one thing.
     *
     * @param tenant whose
     * @param businessKey the host's name for it
     * @return the ids of all outbound messages with this key, sent or not, oldest first
     */
    List<MessageId> about(TenantId tenant, String businessKey);

    /**
     * Takes messages back: dispatch row gone, status {@code CANCELLED}.
     *
     * <p>{@code TOO_LATE} is a message whose dispatch row is in another state or at a later unit, or is gone without a
     * failure; {@code ALREADY_OVER} one that is gone with a failure, or is inbound.
     *
     * @param tenant whose
     * @param messages which; all that can be are cancelled, or, if the call throws, none
     * @return what came of each, ordered by id; those this tenant does not have are missing
     */
    Map<MessageId, Cancellation> cancel(TenantId tenant, Collection<MessageId> messages);

    /**
     * Moves messages: dispatch row READY and due at the instant, token raised, scheduled instant replaced. An instant in
     * the past means now. The other results are as in {@link #cancel}.
     *
     * @param tenant whose
     * @param messages which; all that can be are moved, or, if the call throws, none
     * @param at when they shall go
     * @return what came of each, ordered by id; those this tenant does not have are missing
     * @throws io.stratos.messaging.exception.ScheduleConflictException if one that could be moved expires at or before
     *     the new time
     */
    Map<MessageId, Rescheduling> reschedule(TenantId tenant, Collection<MessageId> messages, Instant at);
}
