package io.stratos.messaging.spi.store;

import io.stratos.messaging.delivery.Doubt;
import io.stratos.messaging.delivery.Replaying;
import io.stratos.messaging.delivery.Resolution;
import io.stratos.messaging.delivery.Resolving;
import io.stratos.messaging.id.AttemptId;
import io.stratos.messaging.id.MessageId;
import io.stratos.messaging.id.TenantId;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What people do to messages that the engine cannot or may not bring to an end by itself. Called on the host's thread.
 *
 * <p>Whatever is changed is kept as an {@link io.stratos.messaging.delivery.Intervention} in the same transaction, and
 * raises the token of the dispatch row, so that whoever was at work on it has lost it.
 */
public interface Interventions {

    /**
     * Messages in doubt, oldest first, by id: those whose dispatch row is IN_DOUBT.
     *
     * @param tenant whose
     * @param after only those with a larger id; null for the first page
     * @param limit the most to return
     * @return a page
     */
    List<Doubt> doubts(TenantId tenant, @Nullable MessageId after, int limit);

    /**
     * The doubt about one message.
     *
     * @param tenant whose
     * @param message which
     * @return the doubt, if its dispatch row is IN_DOUBT
     */
    Optional<Doubt> doubt(TenantId tenant, MessageId message);

    /**
     * Decides a doubt, if the dispatch row is IN_DOUBT for the attempt named; only one of many callers can.
     *
     * <ul>
     *   <li>{@link Resolution#RESEND}: refused under {@code NEVER_RESEND}, and while the row is due to be looked into.
     *       Else the same unit becomes READY with no attempts yet, due no earlier than {@link Order#rest()} after the
     *       attempt began. Until its next intent the row keeps the attempt: a settlement or receipt that the provider
     *       has it resolves the row as if it were IN_DOUBT, and {@link Outbox} finds it too late.
     *   <li>{@link Resolution#GIVE_UP}: the row is gone, the message {@code FAILED}.
     *   <li>{@link Resolution#SENT}, {@link Resolution#DELIVERED}: the attempt's status rises to it, the message
     *       follows, and the next unit becomes READY, or the row is gone.
     * </ul>
     *
     * @param tenant whose
     * @param order what to do
     * @return what came of it, unless this tenant has no message of this id
     */
    Optional<Resolving> resolve(TenantId tenant, Order order);

    /**
     * Brings back messages that failed while provably no provider has anything of them: every attempt ended as not sent
     * or refused, none has a provider's id, none was reported on. They become {@code QUEUED} with a READY dispatch row,
     * due at once, at the first unit, not yet cut, without attempts, under a token above all before: the one way in which
     * a status moves down. One with an attempt that was in doubt is refused under {@code NEVER_RESEND}.
     *
     * @param tenant whose
     * @param messages which
     * @param by who says so
     * @param reason why
     * @return what came of each, ordered by id; those this tenant does not have are missing
     */
    Map<MessageId, Replaying> replay(TenantId tenant, Collection<MessageId> messages, String by, String reason);

    /**
     * Outbound messages that are {@code FAILED}, oldest first, by id.
     *
     * @param tenant whose
     * @param since only those that failed at this instant or later
     * @param after only those with a larger id; null for the first page
     * @param limit the most to return
     * @return a page of ids
     */
    List<MessageId> failed(TenantId tenant, Instant since, @Nullable MessageId after, int limit);

    /**
     * A person's decision about a doubt.
     *
     * @param message the message
     * @param attempt the attempt in doubt: another doubt about the same message is not meant
     * @param resolution what to do
     * @param rest how long after its beginning a request may still be on its way
     * @param by who says so, at most 64 characters
     * @param reason why, at most 200 characters
     */
    record Order(
            MessageId message, AttemptId attempt, Resolution resolution, Duration rest, String by, String reason) {}
}
