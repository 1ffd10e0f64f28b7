package io.stratos.messaging;

import io.stratos.messaging.delivery.RunReport;
import io.stratos.messaging.id.TenantId;
import io.stratos.messaging.internal.dispatch.Workers;
import io.stratos.messaging.internal.environment.SendingPermit;
import io.stratos.messaging.internal.gate.AccountLimits;
import io.stratos.messaging.internal.gate.Keys;
import io.stratos.messaging.internal.inbound.WebhookDesk;
import io.stratos.messaging.internal.tenant.Directory;
import io.stratos.messaging.internal.tenant.Providers;
import io.stratos.messaging.limit.LimitStanding;
import io.stratos.messaging.limit.RateLimit;
import io.stratos.messaging.schedule.LegalTable;
import io.stratos.messaging.spi.provider.MessageProvider;
import io.stratos.messaging.spi.store.Draw;
import io.stratos.messaging.spi.store.MessagingStore;
import io.stratos.messaging.spi.store.StoreSession;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The messaging engine: the one object a host builds, keeps and closes.
 *
 * <pre>{@code
 * MessagingEngine engine = MessagingEngine.builder()
 *         .store(JdbcMessagingStore.create(dataSource))
 *         .addProvider(TwilioProvider.create(accountSid, authToken))
 *         .build()
 *         .start();
 * }</pre>
 *
 * <p>Built but not started, it accepts messages and takes webhooks; sending is left to {@link #runDue()} or to other
 * engines on the same store. Any number of engines may live in one JVM. Safe for use by many threads.
 */
public final class MessagingEngine implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(MessagingEngine.class);
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final MessagingStore store;
    private final Directory directory;
    private final Providers providers;
    private final LegalTable law;
    private final Doors doors;
    private final WebhookDesk desk;
    private final Workers workers;
    private final SendingPermit permit;
    private final AccountLimits accountLimits;
    private final @Nullable ExecutorService ownThreads;
    private final AtomicBoolean closed = new AtomicBoolean();

    MessagingEngine(EngineAssembly assembly) {
        this.store = assembly.parts().store();
        this.directory = assembly.parts().tenants();
        this.providers = assembly.parts().providers();
        this.law = assembly.parts().gate().law();
        this.doors = assembly.doors();
        this.desk = assembly.desk();
        this.workers = assembly.workers();
        this.permit = assembly.permit();
        this.accountLimits = assembly.accountLimits();
        this.ownThreads = assembly.ownThreads();
    }

    /** {@return a builder; a store and at least one provider are required} */
    public static EngineBuilder builder() {
        return new EngineBuilder();
    }

    /**
     * Begins to send. A second call does nothing.
     *
     * <p>The first engine that starts on a store arms it: for its environment and for this very database. Where the
     * store was armed for another, because it is a copy or the environment's name differs, the engine runs but takes
     * up nothing: it accepts, takes webhooks and obeys STOP, logs the refusal as an error, shows it in {@link #health()}, looks
     * again every sixth of a lease, and sends once the store is armed for it.
     *
     * @return this engine
     * @throws IllegalStateException if it was closed
     */
    public MessagingEngine start() {
        requireOpen();
        workers.start();
        return this;
    }

    /**
     * Sends what is due and returns once nothing more is: for hosts with a scheduler of their own, and for tests. Safe
     * beside started engines on the same store.
     *
     * @return what was done
     * @throws IllegalStateException if it was closed
     * @throws io.stratos.messaging.exception.EnvironmentException if the store was armed for another environment or
     *     database; nothing was taken up then
     */
    public RunReport runDue() {
        requireOpen();
        return workers.runDue();
    }

    /**
     * Says that from this store, in this environment and this database, messages shall be sent, whatever it was armed
     * for before. Engines on the same store in another environment stop within a sixth of a lease. It cannot reach the
     * database this one was copied from: make sure that no engine sends there, or customers get messages twice.
     *
     * @param by who says so, 1 to 64 characters; kept for ever
     * @param reason why, 1 to 200 characters; kept for ever
     * @throws IllegalArgumentException if either is blank or too long
     * @throws IllegalStateException if it was closed
     */
    public void rearm(String by, String reason) {
        requireOpen();
        permit.rearm(by, reason);
        workers.nudge();
    }

    /** {@return how the engine stands, as of its last look; asks nobody} */
    public EngineHealth health() {
        String refusal = permit.refusal().orElse(null);
        EngineHealth.Sending sending = refusal != null
                ? EngineHealth.Sending.REFUSED
                : permit.isChecked() ? EngineHealth.Sending.ALLOWED : EngineHealth.Sending.UNKNOWN;
        return new EngineHealth(sending, refusal, permit.skew(), workers.accounts(), workers.listening());
    }

    /**
     * The door to the data of a tenant.
     *
     * @param id the host's name for the tenant
     * @return its door
     * @throws io.stratos.messaging.exception.UnknownTenantException if it was not registered
     */
    public Tenant tenant(String id) {
        return door(TenantId.of(id), store.session(), workers::nudge);
    }

    /** {@return the registry of tenants} */
    public TenantRegistry tenants() {
        return new TenantRegistry(directory, law, workers::nudge);
    }

    /**
     * Where the limit of a provider's account stands, over all tenants.
     *
     * @param provider the provider's name
     * @param account the provider's id of the account
     * @return its standing, if it has a limit in this engine
     */
    public Optional<LimitStanding> accountLimit(String provider, String account) {
        RateLimit limit = accountLimits.limit(provider, account);
        if (limit == null) {
            return Optional.empty();
        }
        Map<Draw.Key, Limits.Named> wanted =
                Map.of(Keys.account(provider, account), new Limits.Named("the account at " + provider, limit));
        return Limits.standings(wanted, store.session(), store::now).stream().findFirst();
    }

    /** {@return where to hand in what providers call with} */
    public Webhooks webhooks() {
        return new Webhooks(desk);
    }

    /**
     * The engine inside a transaction of the host's. It neither commits nor closes it; what was accepted in it is sent
     * within about a second after the host's commit.
     *
     * @param session made by the store for that transaction, such as {@code jdbcStore.transaction(connection)}
     * @return the same doors, inside the transaction
     */
    public JoinedEngine joining(StoreSession session) {
        return new JoinedEngine(id -> door(id, session, () -> {}));
    }

    /** Closes with half a minute of patience; see {@link #close(Duration)}. */
    @Override
    public void close() {
        close(PATIENCE);
    }

    /**
     * Takes up nothing more, waits for requests on their way, and closes the providers. The store and whatever the host
     * gave stay open. A second call does nothing.
     *
     * @param patience how long to wait for requests on their way; one that is not done by then comes into doubt
     * @return whether everything on its way was done
     */
    public boolean close(Duration patience) {
        if (!closed.compareAndSet(false, true)) {
            return true;
        }
        boolean drained = workers.stop(patience);
        if (!drained) {
            LOG.warn("closed with requests still on their way; they come into doubt when their leases end");
        }
        if (ownThreads != null) {
            ownThreads.shutdownNow();
        }
        providers.all().forEach(MessagingEngine::closeQuietly);
        return drained;
    }

    private static void closeQuietly(MessageProvider provider) {
        try {
            provider.close();
        } catch (RuntimeException failed) {
            LOG.warn("provider {} failed to close", provider.name(), failed);
        }
    }

    private Tenant door(TenantId id, StoreSession session, Runnable accepted) {
        requireOpen();
        directory.require(id);
        return new Tenant(new TenantScope(id, session, doors, accepted));
    }

    private void requireOpen() {
        if (closed.get()) {
            throw new IllegalStateException("the engine was closed");
        }
    }
}
