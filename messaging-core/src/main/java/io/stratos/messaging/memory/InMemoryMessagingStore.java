package io.stratos.messaging.memory;

import io.stratos.messaging.id.AttemptId;
import io.stratos.messaging.id.TenantId;
import io.stratos.messaging.spi.store.Claim;
import io.stratos.messaging.spi.store.ClaimToken;
import io.stratos.messaging.spi.store.Draw;
import io.stratos.messaging.spi.store.Ingest;
import io.stratos.messaging.spi.store.IngestResult;
import io.stratos.messaging.spi.store.Intent;
import io.stratos.messaging.spi.store.IntentResult;
import io.stratos.messaging.spi.store.Later;
import io.stratos.messaging.spi.store.MessagingStore;
import io.stratos.messaging.spi.store.ProviderPolls;
import io.stratos.messaging.spi.store.Recovered;
import io.stratos.messaging.spi.store.SendGate;
import io.stratos.messaging.spi.store.SettleResult;
import io.stratos.messaging.spi.store.Settlement;
import io.stratos.messaging.spi.store.StoreGuard;
import io.stratos.messaging.spi.store.StoreSession;
import io.stratos.messaging.spi.store.Taking;
import io.stratos.messaging.spi.store.TenantDirectory;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * A store that keeps everything in the memory of this process: for tests, rehearsals and a first look.
 *
 * <p>It loses everything when the process ends, grows with every message, knows no transactions of the host's, and its
 * claims and listings look at every row they might take, so that it is slow with very many. Its clock is the one it was
 * created with; a {@link io.stratos.messaging.simulation.VirtualClock} makes it stand still. One lock guards all of it,
 * the gate is asked while it is held. Safe for use by many threads.
 */
public final class InMemoryMessagingStore implements MessagingStore {

    private final ReentrantLock lock = new ReentrantLock();
    private final Clock clock;
    private final Tables tables;
    private final Accepting accepting;
    private final DispatchQueue queue;
    private final Intents intents;
    private final Receipts receipts;
    private final Settling settling;
    private final Inbox inbox;
    private final StoreSession session;
    private final TenantDirectory tenants;
    private final StoreGuard guard;
    private final ProviderPolls polls;

    private InMemoryMessagingStore(Clock clock) {
        this.clock = clock;
        this.tables = new Tables(clock);
        this.accepting = new Accepting(tables);
        this.queue = new DispatchQueue(tables);
        this.intents = new Intents(tables);
        this.receipts = new Receipts(tables);
        this.settling = new Settling(tables, receipts);
        this.inbox = new Inbox(tables, accepting);
        this.session = new LockedSession(lock, tables, accepting);
        this.tenants = new LockedTenants(lock, tables.tenants);
        this.guard = new Armings(clock);
        this.polls = new LockedPolls(lock, clock, tables.tenants);
    }

    /**
     * An empty store on a clock of the caller's.
     *
     * @param clock what decides leases and dates everything
     * @return the store
     */
    public static InMemoryMessagingStore create(Clock clock) {
        return new InMemoryMessagingStore(clock);
    }

    /** {@return an empty store on the system's clock} */
    public static InMemoryMessagingStore create() {
        return create(Clock.systemUTC());
    }

    @Override
    public Instant now() {
        return clock.instant();
    }

    @Override
    public StoreSession session() {
        return session;
    }

    @Override
    public TenantDirectory tenants() {
        return tenants;
    }

    @Override
    public StoreGuard guard() {
        return guard;
    }

    @Override
    public ProviderPolls polls() {
        return polls;
    }

    @Override
    public List<IntentResult> take(Taking what, Supplier<AttemptId> attempts, SendGate gate) {
        return locked(() -> intents.take(queue.due(what), what.lease(), attempts, gate));
    }

    @Override
    public List<IntentResult> intent(List<Intent> claims, Duration lease, SendGate gate) {
        return locked(() -> intents.intent(claims, lease, gate));
    }

    @Override
    public List<Later> dueLater(List<Claim> claims, Duration grace) {
        return locked(
                () -> claims.stream().map(claim -> queue.dueLater(claim, grace)).toList());
    }

    @Override
    public List<IntentResult> repeat(List<Intent> doubts, Duration lease, SendGate gate) {
        return locked(() -> intents.repeat(doubts, lease, gate));
    }

    @Override
    public List<SettleResult> settle(List<Settlement> settlements) {
        return locked(() -> settlements.stream().map(settling::settle).toList());
    }

    @Override
    public void release(Collection<ClaimToken> claims) {
        locked(() -> queue.release(claims));
    }

    @Override
    public List<IngestResult> ingest(List<? extends Ingest> events) {
        return locked(() -> events.stream().map(this::ingestOne).toList());
    }

    @Override
    public Recovered recover(int limit, Duration lease) {
        return locked(() -> queue.recover(limit, lease));
    }

    @Override
    public int seal(int limit) {
        return locked(() -> tables.ledgers.seal(limit));
    }

    @Override
    public void lookAgain(TenantId tenant, Set<Draw.Scope> waitingFor) {
        locked(() -> queue.lookAgain(tenant, waitingFor));
    }

    @Override
    public Optional<AttemptId> attemptOf(String provider, String account, String providerMessageId) {
        return locked(() -> Optional.ofNullable(receipts.owner(new ProviderKey(provider, account, providerMessageId)))
                .map(row -> row.attempt().id()));
    }

    private IngestResult ingestOne(Ingest event) {
        if (event instanceof Ingest.Inbound inbound) {
            return inbox.store(inbound);
        }
        return receipts.store((Ingest.Receipt) event);
    }

    private <T> T locked(Supplier<T> work) {
        lock.lock();
        try {
            return work.get();
        } finally {
            lock.unlock();
        }
    }
}
