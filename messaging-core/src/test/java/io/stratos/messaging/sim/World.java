package io.stratos.messaging.sim;

import io.stratos.messaging.consent.ConsentEvent;
import io.stratos.messaging.consent.StopScope;
import io.stratos.messaging.contact.Address;
import io.stratos.messaging.contact.PhoneNumber;
import io.stratos.messaging.delivery.Attempt;
import io.stratos.messaging.delivery.Decision;
import io.stratos.messaging.delivery.MessageTrace;
import io.stratos.messaging.delivery.Outcome;
import io.stratos.messaging.id.AttemptId;
import io.stratos.messaging.id.TenantId;
import io.stratos.messaging.limit.BudgetAlert;
import io.stratos.messaging.limit.Period;
import io.stratos.messaging.limit.RateLimit;
import io.stratos.messaging.message.Message;
import io.stratos.messaging.schedule.Closure;
import io.stratos.messaging.simulation.Chaos;
import io.stratos.messaging.simulation.SimulatedProvider;
import io.stratos.messaging.spi.provider.SendRequest;
import io.stratos.messaging.spi.store.Claim;
import io.stratos.messaging.spi.store.MessagingStore;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;

/** Everything one run consists of: true time, a store, nodes, providers, and what truly happened. */
final class World {

    static final TenantId ACME = TenantId.of("acme");
    static final TenantId RIVAL = TenantId.of("rival");
    static final List<TenantId> TENANTS = List.of(ACME, RIVAL);
    static final List<String> CUSTOMERS =
            List.of("+14155550171", "+13055550172", "+12085550173", "+18085550174", "+19155550175");
    static final int TEXT_LIMIT = 100;
    static final RateLimit TENANT_LIMIT = RateLimit.of(6).per(Duration.ofMinutes(4));
    static final RateLimit CONTACT_LIMIT = RateLimit.of(5).per(Duration.ofMinutes(10));
    /** The one condition: whether a customer still wants to hear from a tenant. */
    static final String WANTED = "wanted";

    static final Duration KEY_WINDOW = Duration.ofMinutes(10);
    private static final int NODES = 3;

    final long seed;
    final Time time;
    final Bug bug;
    final MessagingStore base;
    final MessagingStore truth;
    /** The store as a host sees it, planted bug and all. */
    final MessagingStore seen;

    final List<SimulatedProvider> fars = new ArrayList<>();
    final List<Node> nodes = new ArrayList<>();
    final Journal journal = new Journal();
    final Leases leases = new Leases();
    final List<Invariant> invariants = Invariants.all();
    final List<String> log = new ArrayList<>();
    /** How far a STOP to each tenant reaches, by its own word. */
    final Map<TenantId, StopScope> scopes;

    final Races races = new Races(this);
    private List<Closure> closures = List.of();

    /** What a node took up last; null before the first. */
    Message lastClaimed;

    private final Set<String> unwanted = new HashSet<>();
    private final Instant begin;
    private final Actions actions;

    World(long seed, Time time, MessagingStore base, Bug bug) {
        this.seed = seed;
        this.time = time;
        this.bug = bug;
        this.base = base;
        this.begin = time.now();
        List<StopScope> reach = List.of(StopScope.ALL, StopScope.PURPOSE, StopScope.SENDER);
        this.scopes = Map.of(ACME, reach.get((int) (seed % 3)), RIVAL, reach.get((int) (seed / 3 % 3)));
        this.truth = new TruthWatch(base, this);
        fars.add(far("a", seed % 3 != 1, seed % 3 == 0, false));
        fars.add(far("b", seed % 2 == 0, false, seed % 5 < 2));
        for (int i = 0; i < NODES; i++) {
            nodes.add(new Node(this, i, Duration.ofSeconds((seed * (i + 3)) % 7 * i)));
        }
        this.seen = bug.store(truth, nodes.get(0));
        this.actions = new Actions(this);
    }

    private SimulatedProvider far(String name, boolean lookUp, boolean proves, boolean answersKeywords) {
        return SimulatedProvider.builder(time.clock())
                .name("sim-" + name)
                .account("account-" + name)
                .seed(seed + name.charAt(0))
                .chaos(Chaos.rough())
                .textLimit(TEXT_LIMIT)
                .lookUp(lookUp)
                .lookUpProvesAbsence(proves)
                .answersKeywords(answersKeywords)
                .knowsKeys(name.equals("b") && seed % 7 < 4 ? KEY_WINDOW : Duration.ZERO)
                .webhookUrl(URI.create("https://sms.example.com/webhooks/sim-" + name))
                .build();
    }

    /** Whether the tenants have limits; in the other runs nothing slows down what hurts. */
    boolean isLimited() {
        return seed % 3 == 0;
    }

    static Duration length(RateLimit limit) {
        return ((Period.Sliding) limit.period()).length();
    }

    void told(BudgetAlert alert) {
        log("told of " + alert.percent() + " % of the budget of " + alert.tenant());
        invariants.forEach(invariant -> invariant.told(this, alert));
    }

    boolean hasPublicUrl() {
        return seed % 4 != 0;
    }

    Instant now() {
        return time.now();
    }

    long nanos() {
        return Duration.between(begin, time.now()).toNanos();
    }

    void advance(Duration by) {
        time.advance(by);
        nodes.forEach(node -> node.clock.advance(by));
    }

    void begin() {
        advance(Whereabouts.head(seed, now()));
        closures = Whereabouts.closures(seed, now());
        actions.begin();
    }

    /** One step from beginning to end; also asked in the middle of another one, while its node stands still. */
    void perform(Step step) {
        actions.perform(step);
    }

    void check() {
        invariants.forEach(invariant -> invariant.afterStep(this));
    }

    void heal() {
        actions.heal();
        invariants.forEach(invariant -> invariant.atEnd(this));
    }

    void claimed(Claim claim, Instant until) {
        lastClaimed = claim.message();
        leases.claimed(this, claim, until);
        invariants.forEach(invariant -> invariant.claimed(this, claim));
    }

    void intended(AttemptId attempt, Journal.Intended intent) {
        log("intent " + attempt + " for " + intent.dispatchUnit());
        journal.intents.put(attempt, intent);
        journal.units
                .computeIfAbsent(intent.dispatchUnit(), unit -> new ArrayList<>())
                .add(attempt);
        invariants.forEach(invariant -> invariant.intended(this, attempt, intent));
    }

    /** When the law has regions closed. */
    List<Closure> closures() {
        return closures;
    }

    void recorded(TenantId tenant, ConsentEvent event) {
        log("ledger of " + tenant + ": " + event.action() + " " + event.address());
        races.recorded(tenant, event);
    }

    void refused(Message message, Decision decision, Journal.Known known) {
        invariants.forEach(invariant -> invariant.refused(this, message, decision, known));
    }

    void permitted(AttemptId attempt, Address from, Journal.Known known) {
        log("permission to repeat " + attempt);
        Journal.Intended first = journal.intents.get(attempt);
        Journal.Intended again = new Journal.Intended(first.message(), first.unit(), first.limit(), now(), from, known);
        journal.permits.put(attempt, again);
        invariants.forEach(invariant -> invariant.permitted(this, again));
    }

    void written(Node node, SendRequest request) {
        log(node + " writes " + request.attempt());
        Journal.Intended intent = journal.intents.get(request.attempt());
        invariants.forEach(invariant -> invariant.written(this, request, intent));
        races.written(request, intent);
        journal.written.putIfAbsent(request.attempt(), now());
        journal.permits.remove(request.attempt());
    }

    void answered(SimulatedProvider far, Node node, SendRequest request, Outcome outcome) {
        log(node + " is answered " + request.attempt() + " "
                + outcome.getClass().getSimpleName());
        // That one of several requests came to nothing says nothing about the others.
        journal.answers.merge(
                request.attempt(),
                outcome,
                (before, now) -> before instanceof Outcome.NotSent || now instanceof Outcome.Accepted ? now : before);
        far.sent().stream()
                .skip(Math.max(0, far.sent().size() - 1))
                .filter(message -> message.attempt().equals(request.attempt()))
                .forEach(
                        message -> journal.kept.put(request.attempt(), far.name() + "/" + message.providerMessageId()));
        Journal.Intended intent = journal.intents.get(request.attempt());
        if (intent != null) {
            Journal.Answered answer = new Journal.Answered(intent, request.attempt(), outcome);
            actions.answered(node, answer);
        }
    }

    /** What the host answers; it knows at any time. */
    boolean ask(Node node, Message message) {
        boolean wanted =
                !unwanted.contains(message.tenant() + " " + message.to().value());
        log(node + " asks about " + message.id() + ": " + wanted);
        journal.said.put(message.id(), new Journal.Said(wanted, now()));
        return wanted;
    }

    void changeMind(SplittableRandom random) {
        String what = TENANTS.get(random.nextInt(2)) + " " + CUSTOMERS.get(random.nextInt(CUSTOMERS.size()));
        if (!unwanted.remove(what)) {
            unwanted.add(what);
        }
    }

    Optional<Attempt> attempt(Journal.Intended intent, AttemptId id) {
        return truth.session()
                .trace(intent.message().tenant(), intent.message().id())
                .flatMap(trace -> trace.attempts().stream()
                        .filter(attempt -> attempt.id().equals(id))
                        .findFirst());
    }

    boolean isSuspended(TenantId tenant) {
        return actions.isSuspended(tenant);
    }

    SimulatedProvider far(String name) {
        return fars.stream().filter(far -> far.name().equals(name)).findFirst().orElseThrow();
    }

    static Address customer(String number) {
        return PhoneNumber.of(number);
    }

    void log(String line) {
        log.add(Duration.between(begin, now()).toMillis() + " ms  " + line);
    }

    /** What to throw when an invariant does not hold, with the whole trace of the message. */
    Violation failure(String invariant, String what, Message about) {
        String trace = base.session()
                .trace(about.tenant(), about.id())
                .map(MessageTrace::toText)
                .orElse("(not stored)");
        return new Violation(invariant, what + "\n" + about.tenant() + " " + trace);
    }

    Violation failure(String invariant, String what) {
        return new Violation(invariant, what);
    }
}
