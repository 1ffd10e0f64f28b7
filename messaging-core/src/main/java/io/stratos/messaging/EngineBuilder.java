package io.stratos.messaging;

import io.stratos.messaging.consent.Revocation;
import io.stratos.messaging.delivery.RetryPolicy;
import io.stratos.messaging.internal.accept.Acceptor;
import io.stratos.messaging.internal.accept.ConsentRequests;
import io.stratos.messaging.internal.dispatch.BudgetBell;
import io.stratos.messaging.internal.dispatch.Conditions;
import io.stratos.messaging.internal.dispatch.Parts;
import io.stratos.messaging.internal.dispatch.Timing;
import io.stratos.messaging.internal.dispatch.Workers;
import io.stratos.messaging.internal.environment.SendingPermit;
import io.stratos.messaging.internal.explain.Explainer;
import io.stratos.messaging.internal.gate.AccountLimits;
import io.stratos.messaging.internal.gate.Gate;
import io.stratos.messaging.internal.gate.LimitDraws;
import io.stratos.messaging.internal.id.IdSource;
import io.stratos.messaging.internal.inbound.InboundReader;
import io.stratos.messaging.internal.inbound.KeywordAnswers;
import io.stratos.messaging.internal.inbound.Overheard;
import io.stratos.messaging.internal.inbound.RevocationBell;
import io.stratos.messaging.internal.inbound.WebhookDesk;
import io.stratos.messaging.internal.machine.Machine;
import io.stratos.messaging.internal.poll.Pace;
import io.stratos.messaging.internal.poll.Poller;
import io.stratos.messaging.internal.schedule.LearnedTimes;
import io.stratos.messaging.internal.schedule.SendTimes;
import io.stratos.messaging.internal.tenant.Directory;
import io.stratos.messaging.internal.tenant.LimitWatch;
import io.stratos.messaging.internal.tenant.Providers;
import io.stratos.messaging.limit.BudgetAlert;
import io.stratos.messaging.limit.RateLimit;
import io.stratos.messaging.message.SendCondition;
import io.stratos.messaging.schedule.LegalTable;
import io.stratos.messaging.spi.provider.MessageProvider;
import io.stratos.messaging.spi.store.MessagingStore;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Puts a {@link MessagingEngine} together. Each property is set once; a contradiction fails on the line that makes it.
 *
 * <p>Not safe for use by several threads.
 */
public final class EngineBuilder {

    private static final Pattern NAME = Pattern.compile("[a-z0-9-]{1,40}");
    private static final Pattern ENVIRONMENT = Pattern.compile("[A-Za-z0-9._-]{1,64}");
    private static final String DEFAULT_ENVIRONMENT = "default";
    private static final int MOST_SEALED = 500;
    private static final int DEFAULT_REQUESTS_AT_ONCE = 16;

    private final Map<String, MessageProvider> providers = new LinkedHashMap<>();
    private final Map<String, RateLimit> accountLimits = new LinkedHashMap<>();
    private @Nullable Consumer<BudgetAlert> budgetAlerts;
    private @Nullable Consumer<Revocation> revocations;
    private final Map<String, SendCondition> conditions = new LinkedHashMap<>();
    private @Nullable MessagingStore store;
    private @Nullable Clock clock;
    private @Nullable URI publicUrl;
    private @Nullable Executor executor;
    private @Nullable Integer requestsAtOnce;
    private @Nullable Timing timing;
    private @Nullable RetryPolicy retries;
    private @Nullable String environment;
    private @Nullable EpochWitness witness;
    private @Nullable Machine machine;
    private @Nullable LegalTable legalTable;
    private @Nullable Pace pace;

    EngineBuilder() {}

    /**
     * Where everything is kept. Required.
     *
     * @param newStore the store; the engine does not close it
     * @return this builder
     */
    public EngineBuilder store(MessagingStore newStore) {
        this.store = once("store", store, newStore);
        return this;
    }

    /**
     * Adds a company that carries messages. At least one is required.
     *
     * @param provider the provider; the engine closes it
     * @return this builder
     * @throws IllegalArgumentException if its name is malformed or taken
     */
    public EngineBuilder addProvider(MessageProvider provider) {
        String name = provider.name();
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "provider name '" + name + "'; use 1 to 40 lower-case letters, digits or dashes");
        }
        if (providers.putIfAbsent(name, provider) != null) {
            throw new IllegalArgumentException("a provider named '" + name + "' was already added");
        }
        return this;
    }

    /**
     * What time it is; the system's clock unless called. Leases do not depend on it.
     *
     * @param newClock the clock
     * @return this builder
     */
    public EngineBuilder clock(Clock newClock) {
        this.clock = once("clock", clock, newClock);
        return this;
    }

    /**
     * Where providers reach the host's webhook endpoint: {@code <url>/<provider name>}. Without it, receipts go where the
     * provider's console says, and cannot resolve a doubt by themselves; and behind a proxy signatures do not match.
     *
     * @param url absolute, such as {@code https://sms.example.com/webhooks}
     * @return this builder
     * @throws IllegalArgumentException if it is not absolute http or https, or has a query
     */
    public EngineBuilder publicUrl(String url) {
        URI parsed = URI.create(url.endsWith("/") ? url.substring(0, url.length() - 1) : url);
        boolean http = "https".equals(parsed.getScheme()) || "http".equals(parsed.getScheme());
        if (!http || parsed.getRawAuthority() == null || parsed.getRawQuery() != null || parsed.getFragment() != null) {
            throw new IllegalArgumentException("public URL '" + url
                    + "'; use an absolute one without a query, such as https://sms.example.com/webhooks");
        }
        this.publicUrl = once("publicUrl", publicUrl, parsed);
        return this;
    }

    /**
     * Where requests to providers run; threads of the engine's own unless called. The engine does not shut it down.
     *
     * @param newExecutor runs up to as many requests at once as said
     * @param atOnce the most requests at one time, at least 1
     * @return this builder
     */
    public EngineBuilder executor(Executor newExecutor, int atOnce) {
        this.executor = once("executor", executor, newExecutor);
        return requestsAtOnce(atOnce);
    }

    /**
     * How many requests to providers run at one time; 16 unless called.
     *
     * @param atOnce at least 1
     * @return this builder
     */
    public EngineBuilder requestsAtOnce(int atOnce) {
        if (atOnce < 1) {
            throw new IllegalArgumentException("requests at once was " + atOnce + "; at least 1");
        }
        this.requestsAtOnce = once("requestsAtOnce", requestsAtOnce, atOnce);
        return this;
    }

    /**
     * How long work stays a node's own before others take it up, in case the node died; a minute unless called. A request
     * may take half of it, and no more than 15 seconds.
     *
     * @param lease at least two seconds
     * @return this builder
     */
    public EngineBuilder lease(Duration lease) {
        this.timing = once("lease", timing, new Timing(lease));
        return this;
    }

    /**
     * How often to try again what a provider certainly did not take.
     *
     * @param policy how often and how late
     * @return this builder
     */
    public EngineBuilder retries(RetryPolicy policy) {
        this.retries = once("retries", retries, policy);
        return this;
    }

    /**
     * Limits the requests through each account of a provider, over all tenants and nodes. What is over the limit waits.
     *
     * @param provider the provider's name
     * @param limit how many; the same on every node
     * @return this builder
     */
    public EngineBuilder limit(String provider, RateLimit limit) {
        return limitOf(provider, limit);
    }

    /**
     * Limits the requests through one account of a provider, in place of the limit that each of its accounts has.
     *
     * @param provider the provider's name
     * @param account the provider's id of the account
     * @param limit how many; the same on every node
     * @return this builder
     */
    public EngineBuilder limit(String provider, String account, RateLimit limit) {
        return limitOf(AccountLimits.name(provider, account), limit);
    }

    private EngineBuilder limitOf(String name, RateLimit limit) {
        RateLimit before = accountLimits.putIfAbsent(name, limit);
        if (before != null) {
            throw new IllegalStateException("the limit of " + name + " was already set to " + before);
        }
        return this;
    }

    /**
     * Who is told that a tenant's spending reached a percentage of its budget; nobody unless called. Called on the thread
     * that sends, so it should return soon; what it throws is logged.
     *
     * @param listener the host's
     * @return this builder
     */
    public EngineBuilder onBudgetAlert(Consumer<BudgetAlert> listener) {
        this.budgetAlerts = once("onBudgetAlert", budgetAlerts, listener);
        return this;
    }

    /**
     * Who is told that a contact texted that they want no more, or may have; nobody unless called. Told once for each text,
     * after it is stored and a STOP in force, before the provider's call is answered: it should return soon. What it throws is
     * logged. A node that dies in between tells nobody; what is to be decided is listed by {@code consent().toReview(…)}.
     *
     * @param listener the host's
     * @return this builder
     */
    public EngineBuilder onRevocation(Consumer<Revocation> listener) {
        this.revocations = once("onRevocation", revocations, listener);
        return this;
    }

    /**
     * When the law lets messages go; the shipped table unless called. Every engine on a store needs the same.
     *
     * @param table such as {@code LegalTable.shipped().with(rule)}
     * @return this builder
     */
    public EngineBuilder legalTable(LegalTable table) {
        this.legalTable = once("legalTable", legalTable, table);
        return this;
    }

    /**
     * How often to read what providers know of contacts' replies: their inbound logs and opt-out lists, for what webhooks did not
     * bring; every five minutes unless called. Engines on a store share the work. A number costs a request each time at a provider
     * with an inbound log, an account one at a provider with an opt-out list.
     *
     * @param every at least a minute
     * @return this builder
     * @throws IllegalArgumentException if it is less
     */
    public EngineBuilder pollProvidersEvery(Duration every) {
        this.pace = once("pollProvidersEvery", pace, new Pace(every));
        return this;
    }

    /** For simulations: clocks and chance that repeat themselves; in place of {@link #clock}. */
    EngineBuilder machine(Machine simulated) {
        this.machine = once("machine", machine, simulated);
        return this;
    }

    /**
     * What the host calls the place it runs in; {@code default} unless called. The store remembers it, and an engine
     * that says another name does not send from it: a copy of production's database stays silent in staging.
     *
     * @param name such as {@code production}: 1 to 64 letters, digits, dots, dashes or underscores; the same on every
     *     node
     * @return this builder
     * @throws IllegalArgumentException if it is malformed
     */
    public EngineBuilder environment(String name) {
        if (!ENVIRONMENT.matcher(name).matches()) {
            throw new IllegalArgumentException("environment '" + name
                    + "'; use 1 to 64 letters, digits, dots, dashes or underscores, such as production");
        }
        this.environment = once("environment", environment, name);
        return this;
    }

    /**
     * A counter outside the database, for copies of it that look like the original from within. None unless called.
     *
     * @param newWitness the counter
     * @return this builder
     */
    public EngineBuilder epochWitness(EpochWitness newWitness) {
        this.witness = once("epochWitness", witness, newWitness);
        return this;
    }

    /**
     * Adds a question to the host that messages may name: see {@link io.stratos.messaging.message.OutboundMessage#onlyIf}
     * and {@link io.stratos.messaging.message.Misfire#stillTrue}. Every engine that sends needs it: a message whose
     * condition an engine does not know is not sent by it.
     *
     * @param name 1 to 40 lower-case letters, digits or dashes, such as {@code still-booked}; it is stored with messages
     * @param condition the question
     * @return this builder
     * @throws IllegalArgumentException if the name is malformed or taken
     */
    public EngineBuilder addCondition(String name, SendCondition condition) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "condition name '" + name + "'; use 1 to 40 lower-case letters, digits or dashes");
        }
        if (conditions.putIfAbsent(name, condition) != null) {
            throw new IllegalArgumentException("a condition named '" + name + "' was already added");
        }
        return this;
    }

    /**
     * Puts it together. Starts nothing.
     *
     * @return the engine
     * @throws IllegalStateException if store or provider is missing
     */
    public MessagingEngine build() {
        if (store == null) {
            throw new IllegalStateException("no store; call store(...)");
        }
        if (providers.isEmpty()) {
            throw new IllegalStateException("no provider; call addProvider(...)");
        }
        return new MessagingEngine(assemble(store));
    }

    private EngineAssembly assemble(MessagingStore theStore) {
        Machine theMachine = machine != null ? machine : Machine.real(clock == null ? Clock.systemUTC() : clock);
        Providers theProviders = new Providers(providers.values());
        SendTimes times = legalTable == null ? SendTimes.shipped() : SendTimes.by(legalTable);
        Gate gate = new Gate(theProviders, times);
        IdSource ids = new IdSource(theMachine);
        Directory directory =
                new Directory(theStore.tenants(), theMachine.nanos(), new LimitWatch(theStore::lookAgain));
        AccountLimits theLimits = new AccountLimits(accountLimits);
        Parts.Limiting limiting = new Parts.Limiting(
                new LimitDraws(theLimits), new BudgetBell(budgetAlerts == null ? alert -> {} : budgetAlerts));
        Timing theTiming = timing == null ? new Timing(Duration.ofMinutes(1)) : timing;
        Parts parts = new Parts(theStore, directory, theProviders, gate, ids, theTiming, limiting);
        int atOnce = requestsAtOnce == null ? DEFAULT_REQUESTS_AT_ONCE : requestsAtOnce;
        ExecutorService own = executor == null ? WorkerThreads.create(atOnce) : null;
        Executor runs = own == null ? executor : own;
        // A simulation repeats itself only on one thread.
        ExecutorService asking =
                conditions.isEmpty() || theMachine.seeded() != null ? null : WorkerThreads.forConditions(atOnce);
        SendingPermit permit = new SendingPermit(
                theStore.guard(),
                theMachine.clock(),
                environment == null ? DEFAULT_ENVIRONMENT : environment,
                witness == null ? null : witness::epoch);
        LearnedTimes learned = new LearnedTimes(times, theMachine.nanos());
        InboundReader reader = new InboundReader(theStore, directory, new KeywordAnswers(gate, ids), learned, ids);
        Workers workers = new Workers(
                parts,
                retries == null ? RetryPolicy.ofDefaults() : retries,
                theMachine,
                publicUrl,
                new Workers.Threads(
                        Objects.requireNonNull(runs),
                        atOnce,
                        new Conditions(conditions, asking, theTiming, theMachine),
                        poller(parts, reader, theMachine)),
                permit);
        WebhookDesk desk = new WebhookDesk(
                theStore,
                directory,
                theProviders,
                reader,
                publicUrl,
                workers::nudge,
                new WebhookDesk.Stopping(
                        workers.underway()::noted,
                        new RevocationBell(revocations == null ? revocation -> {} : revocations)));
        Acceptor acceptor = new Acceptor(directory, gate, learned, ids);
        return new EngineAssembly(
                parts, doors(parts, acceptor, permit, times, learned), desk, workers, permit, theLimits, own);
    }

    private static Doors doors(
            Parts parts, Acceptor acceptor, SendingPermit permit, SendTimes times, LearnedTimes learned) {
        MessagingStore theStore = parts.store();
        Directory directory = parts.tenants();
        return new Doors(
                acceptor,
                new Explainer(parts, acceptor, permit),
                parts.ids(),
                parts.timing().lease(),
                scope -> new Limits(directory.require(scope.tenant()), scope.session(), theStore::now),
                new Doors.Consenting(
                        new ConsentRequests(parts.gate(), parts.ids()),
                        directory::require,
                        () -> sealAll(theStore),
                        theStore::now),
                scope -> new Schedule(
                        scope,
                        times,
                        learned,
                        () -> directory.require(scope.tenant()).times(),
                        theStore::now));
    }

    private Poller poller(Parts parts, InboundReader reader, Machine theMachine) {
        int many = Math.toIntExact(
                providers.values().stream().filter(Poller::hasRecords).count());
        return new Poller(
                parts.store(),
                parts.providers(),
                new Overheard(parts.store(), parts.tenants(), reader, parts.ids()),
                pace == null ? new Pace(Pace.USUAL) : pace,
                many == 0 || theMachine.seeded() != null ? null : WorkerThreads.forPolling(many),
                theMachine);
    }

    private static void sealAll(MessagingStore store) {
        int done;
        do {
            done = store.seal(MOST_SEALED);
        } while (done == MOST_SEALED);
    }

    private static <T> T once(String name, @Nullable T before, T value) {
        if (before != null) {
            throw new IllegalStateException(name + " was already set to " + before);
        }
        return value;
    }
}
