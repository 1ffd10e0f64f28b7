package io.stratos.messaging.spi.store;

import io.stratos.messaging.id.AttemptId;
import io.stratos.messaging.id.TenantId;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Where everything is kept, and the referee between the nodes that share it.
 *
 * <p>To write one: implement this, and extend {@code MessagingStoreContract} from the core's test-jar. One instance
 * serves one engine from many threads at once; many engines, on many machines, may share what lies behind it.
 *
 * <p>What every verb promises:
 *
 * <ul>
 *   <li>All of a call is durable when it returns, and each element of its batch is whole or not stored at all. Only
 *       {@link StoreSession} may also work inside a transaction of the host's.
 *   <li>Time is the store's own, {@link #now()}: no verb takes a node's clock. Waits are handed in as durations.
 *   <li>A batch may be split into several transactions, so a call that throws may have stored the elements before the one
 *       that failed; repeating it is safe. {@link StoreSession#accept} alone stores all or none. Results are in the order
 *       of the elements.
 *   <li>Failures are {@link io.stratos.messaging.exception.StoreException}, retryable where the same call may succeed
 *       unchanged (deadlock, serialization failure, lost connection). A store may itself retry what provably did not
 *       commit.
 * </ul>
 *
 * <p>An outbound message that is not terminal has one <em>dispatch row</em>, which is in one of four states:
 *
 * <pre>
 *   READY ──take──────────────────────► SENDING ──settle──► (next unit: READY) or gone
 *     ▲ └────take──► CLAIMED ──intent─────┘ │ lease expired
 *     └───recover───────┘ lease expired     └──recover──► IN_DOUBT ──settle or receipt──► READY or gone
 * </pre>
 *
 * While READY or CLAIMED it may also be moved or taken back, see {@link Outbox}.
 */
public interface MessagingStore {

    /** {@return what time it is by the clock that decides leases; on a database, the database's clock} */
    Instant now();

    /** {@return accept, cancel, consent and reads, each call in a transaction of its own; safe for use by many threads} */
    StoreSession session();

    /** {@return the tenants and their senders} */
    TenantDirectory tenants();

    /** {@return what the store was armed for: whether engines may send from it} */
    StoreGuard guard();

    /** {@return how far providers' records of what contacts said were read} */
    ProviderPolls polls();

    /**
     * Takes up messages that are due, of each tenant the oldest due first, asks the gate about each under the lock of its recipient, and
     * commits what it said, all in one transaction.
     *
     * <p>Called by the dispatcher thread, many times a second while there is work, with a limit no larger than what can
     * be sent at once. A row is taken by one caller only. Its token is raised by one, its address row is locked against
     * changes of consent (shared where the database can) and read as it then stands, the gate is asked, and written is:
     *
     * <ul>
     *   <li>{@link IntentDecision.Proceed}: state SENDING, lease until now plus {@code lease}, the attempt with the
     *       verdicts; the message reads {@code SENDING}, with the chosen sender, from then on;
     *   <li>{@link IntentDecision.Defer}: state READY, due at its instant, and the verdicts; what it
     *       {@link IntentDecision.Defer#waitsFor() waits for}, if that is a limit, is kept until the message goes, is moved by
     *       the host, or {@link #lookAgain};
     *   <li>{@link IntentDecision.Stop}: the dispatch row gone, the message at its status, and the verdicts;
     *   <li>{@link IntentDecision.CatchUp}: one of the first and the third, as it says;
     *   <li>{@link IntentDecision.First}: one of its two, or {@code Leave}, as it says;
     *   <li>{@link IntentDecision.Hold}: state CLAIMED, lease until now plus {@code lease};
     *   <li>{@link IntentDecision.Leave}: nothing, not even its token; it is not among the results.
     * </ul>
     *
     * Because an opt-out takes the same address row, no intent commits after an opt-out has (INV-3): the consent the gate
     * sees must be read when the lock is held, not before.
     *
     * <p>Where decisions draw on limits, the store first grants the draws with {@link Tallies}, whose prose says how, and
     * writes and returns what came of that. The rows of the limits are locked after all others; where nothing is drawn, none is touched. An
     * attempt that was granted room is dated by the clock it was granted by.
     *
     * <p>Nothing else is waited for: a row is left out if it or its address row is locked by somebody else, who may keep the
     * lock for long, and does not count against the limit, so that nobody else's messages wait behind it. Rows in another
     * state and those of suspended tenants are left alone. However much of one tenant is due, the others get their share
     * of every call, or of one of the next where more tenants wait than the limit has room for.
     *
     * <p>A message that keeps an order ({@link io.stratos.messaging.message.Handling#isInOrder()}) is left alone while an
     * earlier one of its conversation that keeps it too has a dispatch row, unless that one is scheduled for later than
     * now, or its doubt is not looked into any more. Earlier means created earlier, then by message id (INV-6).
     *
     * @param what how much to take up, and of what
     * @param attempts makes the id of each row's next attempt; does no I/O
     * @param gate what decides; does no I/O, is called once for each row, inside the transaction, and again if the
     *     transaction has to be repeated. If it throws, nothing is taken
     * @return each row taken, with what the gate said; empty if nothing is due
     */
    List<IntentResult> take(Taking what, Supplier<AttemptId> attempts, SendGate gate);

    /**
     * Asks the gate about claims it could not decide, under the lock of each recipient, and commits the intent to send.
     *
     * <p>Called by the dispatcher thread after {@link #take}, for what the gate held. For each element, in the order of
     * (tenant, address) so that two batches cannot deadlock: lock the address row against changes of consent, check that
     * the dispatch row is still CLAIMED under this token and nobody else's, read the recipient's record, ask the gate,
     * and write what it decided as {@link #take} does.
     *
     * <p>A dispatch row that somebody else has locked is not waited for; the claim counts as lost. A transaction of the
     * host's may hold it for long, and changes it: should the host roll back, the claim's lease ends and the row is
     * READY again.
     *
     * @param claims what {@link #take} left CLAIMED, each with the id of its next attempt
     * @param lease how long a request may be on its way; more than its deadline
     * @param gate what decides; does no I/O, is called once for each claim still held, inside the transaction, and again
     *     if the transaction has to be repeated
     * @return the decision of each; none for a claim that was lost
     */
    List<IntentResult> intent(List<Intent> claims, Duration lease, SendGate gate);

    /**
     * Looks for late messages that were due after those asked about, in the same conversation. Called by the dispatcher
     * thread for messages that are late themselves, between {@link #take} and {@link #intent}; locks nothing, so what it
     * says may have changed since.
     *
     * <p>Counted are messages with {@link io.stratos.messaging.message.Message#scheduledAt()} and nothing sent yet, READY and due, or CLAIMED, that
     * have been to go for longer than {@code grace}: since {@link Claim#due()}, but not before they were created. After
     * means by that instant, then by message id. About the same means an equal business key, or, where both have none, an
     * equal purpose. A message keeps an order if its {@link io.stratos.messaging.message.Handling} says so.
     *
     * @param claims which messages, all late
     * @param grace from when on a message is late
     * @return for each, those that were due after it
     */
    List<Later> dueLater(List<Claim> claims, Duration grace);

    /**
     * Asks the gate whether requests in doubt may be repeated, under the lock of each recipient, and commits the permission.
     *
     * <p>Called by the dispatcher thread after {@link #recover}, for providers that promise to make one text of all requests
     * with one attempt's id. Locks and asks as {@link #intent} does, and skips what somebody else has locked. A doubt is held as
     * long as its dispatch row is IN_DOUBT for this attempt under the token {@link #recover} gave out. Where the gate says
     * {@link IntentDecision.Proceed}: the row stays IN_DOUBT with the same attempt, due again at now plus {@code lease}, its token raised
     * by one, so that each permission is given once; the verdicts are kept under the token of the doubt. The route, units and
     * draws of the decision are not looked at. Whatever else it says, nothing is written.
     *
     * <p>Of an attempt that was repeated, one request's outcome other than accepted says nothing about its others: settled under any but
     * the present token, it counts as in doubt, see {@link #settle}.
     *
     * @param doubts each with the token of its doubt and the id of the attempt in doubt
     * @param lease how long a request may be on its way; more than its deadline
     * @param gate what decides; does no I/O, is called once for each doubt still held, inside the transaction, and again if the
     *     transaction has to be repeated. If it throws, nothing is written
     * @return the decision of each, and where it proceeds the token by which its outcome is to be settled; none for a doubt that was
     *     lost
     */
    List<IntentResult> repeat(List<Intent> doubts, Duration lease, SendGate gate);

    /**
     * Writes what came of attempts.
     *
     * <p>Called by worker threads after the provider answered, batched. Fenced: if the dispatch row still carries this
     * token and attempt in state SENDING or IN_DOUBT, {@link Settlement#next()} applies. If the attempt expired
     * meanwhile and its row is IN_DOUBT for the same attempt, a certain outcome is evidence and resolves it; if the attempt was
     * {@linkplain #repeat repeated}, only accepted is certain. In every other case the outcome is only recorded with the attempt. A status never moves down.
     *
     * @param settlements what came of each attempt, and what shall follow
     * @return what became of each
     */
    List<SettleResult> settle(List<Settlement> settlements);

    /**
     * Gives claims back for which no intent was committed, due at once; tokens no longer held are ignored, and so are rows
     * that somebody else has locked.
     *
     * <p>Called when the engine closes.
     *
     * @param claims what to give back
     */
    void release(Collection<ClaimToken> claims);

    /**
     * Stores what providers reported: inbound messages and receipts.
     *
     * <p>Called on the host's thread inside {@code webhooks().handle}; the provider gets its answer after this returned.
     *
     * <p>An {@link Ingest.Inbound} is stored once for each (tenant, provider, deduplication key), for ever: a repetition
     * changes nothing. Its consent events are applied under the address's exclusive lock, in the same transaction; its
     * reply is accepted in it too, unless it has consent events and none of them changed the state. Where it changes what is known
     * of times, that is done under the same lock, its reply is accepted if that made a difference, whatever became of consent, and
     * if it changed the contact's {@linkplain io.stratos.messaging.schedule.ContactTimes#preference() wishes}, what waits in the
     * conversation for anything but a limit or its own time is due. A snoozed or archived
     * conversation becomes active, and the number written to becomes the recipient's
     * {@link AddressRecord#lastSender()}.
     *
     * <p>An {@link Ingest.Receipt} finds its attempt by attempt id, if that attempt was made through the same provider and
     * account, else by (provider, account, provider's message id): one account cannot report on another's messages.
     * It moves the attempt and its message up the chain of statuses, never down, gives the attempt the provider's id if
     * it had none, and resolves a dispatch row that is IN_DOUBT for this attempt as if the provider had accepted it: the
     * next unit becomes READY, or the row is gone. A receipt without a match is parked, and applied when
     * {@link #settle} brings its id.
     *
     * @param events what was reported; each is whole or not stored at all
     * @return what became of each
     */
    List<IngestResult> ingest(List<? extends Ingest> events);

    /**
     * Finds what workers left behind, and the doubts that are due for another look.
     *
     * <p>Called by the dispatcher thread every few seconds. CLAIMED rows whose lease expired become READY; SENDING rows
     * whose lease expired become IN_DOUBT (message and attempt as well), due at once. Then up to {@code limit} rows
     * IN_DOUBT and due are taken: token raised by one, due again at now plus {@code lease} in case this node dies.
     *
     * @param limit the most rows to turn, and the most doubts to take
     * @param lease how long the doubts taken stay ours
     * @return how many rows were turned, and the doubts
     */
    Recovered recover(int limit, Duration lease);

    /**
     * Chains events of consent that were committed, tenant by tenant, as {@link LedgerChain} says.
     *
     * <p>Called by the dispatcher thread with every {@link #recover}, and before a ledger is read. What another node is just
     * sealing is left to it. Events of one address come in their order, unless the store's clock went back; between addresses about
     * in the order of their instants.
     *
     * @param limit the most events to seal
     * @return how many were sealed; fewer than {@code limit} if, for now, no more are to be
     */
    int seal(int limit);

    /**
     * Makes messages due now that are READY and wait for a limit, because the limit was changed.
     *
     * <p>Called on any thread, rarely. What waits for its scheduled instant or for something else stays as it is; rows that
     * somebody else has locked are skipped.
     *
     * @param tenant whose messages
     * @param waitingFor for which sorts of limits; afterwards they count as never held up
     */
    void lookAgain(TenantId tenant, Set<Draw.Scope> waitingFor);

    /**
     * Which attempt a provider's message id belongs to. Called on the dispatcher thread while a doubt is looked into, for
     * the few messages that might be the one looked for.
     *
     * @param provider the provider's name
     * @param account the provider's id of the account
     * @param providerMessageId the provider's id of a message
     * @return the attempt that was accepted or reported under this id, if one is known
     */
    Optional<AttemptId> attemptOf(String provider, String account, String providerMessageId);
}
