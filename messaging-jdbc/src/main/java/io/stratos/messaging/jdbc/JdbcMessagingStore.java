package io.stratos.messaging.jdbc;

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
import java.sql.Connection;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import javax.sql.DataSource;

/**
 * The store on PostgreSQL 15 and later, or H2 2, in tables whose names begin with {@code msg_}.
 *
 * <p>Time is the database's: leases, due times and the instants of the ledger do not depend on the clocks of the
 * machines the engines run on. No session state is kept on a connection, so a pooling proxy in transaction mode may
 * stand between.
 *
 * <p>It does not own the DataSource and never closes it. What it throws is
 * {@link io.stratos.messaging.exception.StoreException}; a failure while committing is never retried: messages with
 * idempotency keys are looked up, else its text says that the outcome is unknown. Safe for use by many threads, virtual ones too.
 */
public final class JdbcMessagingStore implements MessagingStore {

    private final Database database;
    private final StoreSession session;
    private final TenantDirectory tenants;
    private final StoreGuard guard;
    private final ProviderPolls polls;
    private final Turns turns = new Turns();
    private final AddressMemory memory;

    private JdbcMessagingStore(Database database) {
        this.database = database;
        this.memory = new AddressMemory(database.shift());
        this.session = new JdbcSession(database, database, memory);
        this.tenants = new TenantRows(database);
        this.guard = new Armings(database);
        this.polls = new PollRows(database);
    }

    /**
     * Works on a database, whose tables it first creates or brings up to date.
     *
     * <p>The tables go to the schema a new connection is in. Their history is a table of their own,
     * {@code msg_schema_history}; tables and migrations of the host's are left alone. Engines may start at once.
     *
     * @param source gives connections at READ COMMITTED, on any thread, to PostgreSQL with a {@code socketTimeout}; its
     *     user may create tables. A pool needs at
     *     least two connections if {@link #transaction} is used
     * @return the store
     * @throws io.stratos.messaging.exception.EnvironmentException if the database is none of those supported, isolates
     *     transactions otherwise, is an H2 file that was opened without {@code WRITE_DELAY=0} or, by H2 2.5 or
     *     later, without {@code REUSE_SPACE=FALSE}, or a PostgreSQL whose connections have no {@code socketTimeout}
     * @throws io.stratos.messaging.exception.StoreException if the database is away or refuses
     */
    public static JdbcMessagingStore create(DataSource source) {
        return shifted(source, () -> Duration.ZERO);
    }

    /** For tests: the database's clock, and so much. */
    static JdbcMessagingStore shifted(DataSource source, Supplier<Duration> shift) {
        Dialect dialect = Schema.check(Objects.requireNonNull(source, "source"));
        Schema.migrate(source, dialect);
        return new JdbcMessagingStore(new Database(source, dialect, shift));
    }

    /**
     * Joins a transaction the host began: what is accepted through the session is stored if the host commits, and never
     * sent if it does not.
     *
     * <p>The session neither commits nor rolls back, closes nothing, and leaves auto-commit as it is. A call that fails
     * undoes its own part through a savepoint, so that the host may go on. One thing is committed beside the
     * transaction, on another connection of the DataSource: the row of an address not met before. For one thread, until
     * the transaction ends.
     *
     * @param connection to the same database and schema as the DataSource, inside a transaction
     * @return the session
     * @throws io.stratos.messaging.exception.EnvironmentException if the connection is in auto-commit mode
     */
    public StoreSession transaction(Connection connection) {
        return new JdbcSession(
                HostTransaction.on(Objects.requireNonNull(connection, "connection"), database), database, memory);
    }

    @Override
    public Instant now() {
        return database.read("read the clock", Sql::now);
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
        return what.express().limit() < 1
                ? List.of()
                : database.write("take up messages", sql -> Intents.take(sql, what, turns, attempts, gate));
    }

    @Override
    public List<IntentResult> intent(List<Intent> claims, Duration lease, SendGate gate) {
        return claims.isEmpty()
                ? List.of()
                : database.write("commit intents", sql -> Intents.intent(sql, claims, lease, gate));
    }

    @Override
    public List<Later> dueLater(List<Claim> claims, Duration grace) {
        return claims.isEmpty()
                ? List.of()
                : database.read("look for later messages", sql -> Latecomers.dueLater(sql, claims, grace));
    }

    @Override
    public List<IntentResult> repeat(List<Intent> doubts, Duration lease, SendGate gate) {
        return doubts.isEmpty()
                ? List.of()
                : database.write("permit repetitions", sql -> Repeating.repeat(sql, doubts, lease, gate));
    }

    @Override
    public List<SettleResult> settle(List<Settlement> settlements) {
        return settlements.isEmpty() ? List.of() : Settling.settle(database, settlements);
    }

    @Override
    public void release(Collection<ClaimToken> claims) {
        if (!claims.isEmpty()) {
            database.write("release claims", sql -> {
                Claims.release(sql, claims);
                return claims;
            });
        }
    }

    /** Each inbound message is a transaction of its own; receipts that follow each other share one. */
    @Override
    public List<IngestResult> ingest(List<? extends Ingest> events) {
        List<IngestResult> results = new ArrayList<>(events.size());
        List<Ingest.Receipt> receipts = new ArrayList<>();
        for (Ingest event : events) {
            if (event instanceof Ingest.Receipt receipt) {
                receipts.add(receipt);
            } else if (event instanceof Ingest.Inbound inbound) {
                results.addAll(receipts(receipts));
                receipts.clear();
                results.add(database.write("store an inbound message", sql -> Inbound.ingest(sql, inbound)));
            }
        }
        results.addAll(receipts(receipts));
        return results;
    }

    private List<IngestResult> receipts(List<Ingest.Receipt> receipts) {
        List<Ingest.Receipt> copy = List.copyOf(receipts);
        return copy.isEmpty()
                ? List.of()
                : database.write("store delivery receipts", sql -> Receipts.ingest(sql, copy));
    }

    @Override
    public Recovered recover(int limit, Duration lease) {
        return database.write("recover what workers left", sql -> Recovering.recover(sql, limit, lease));
    }

    /** Each tenant in a transaction of its own. */
    @Override
    public int seal(int limit) {
        int sealed = 0;
        for (TenantId tenant : database.read("look for events to seal", LedgerRows::waiting)) {
            int room = limit - sealed;
            sealed += room < 1 ? 0 : database.write("seal a ledger", sql -> LedgerRows.seal(sql, tenant, room));
        }
        return sealed;
    }

    @Override
    public void lookAgain(TenantId tenant, Set<Draw.Scope> waitingFor) {
        database.write("look again at what waits for a limit", sql -> {
            TallyRows.lookAgain(sql, tenant, waitingFor);
            return tenant;
        });
    }

    @Override
    public Optional<AttemptId> attemptOf(String provider, String account, String providerMessageId) {
        ProviderId id = new ProviderId(provider, account, providerMessageId);
        return database.read(
                "find an attempt",
                sql -> Optional.ofNullable(ProviderIds.owners(sql, List.of(id)).get(id))
                        .map(ProviderId.Owner::attempt));
    }
}
