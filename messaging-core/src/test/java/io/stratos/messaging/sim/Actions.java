package io.stratos.messaging.sim;

import io.stratos.messaging.ConsentDesk;
import io.stratos.messaging.Messages;
import io.stratos.messaging.MessagingEngine;
import io.stratos.messaging.consent.ConsentPolicy;
import io.stratos.messaging.consent.Evidence;
import io.stratos.messaging.consent.Purpose;
import io.stratos.messaging.delivery.Doubt;
import io.stratos.messaging.delivery.Refusal;
import io.stratos.messaging.delivery.Resolution;
import io.stratos.messaging.delivery.Resolving;
import io.stratos.messaging.exception.MessagingException;
import io.stratos.messaging.exception.StoreException;
import io.stratos.messaging.id.TenantId;
import io.stratos.messaging.limit.Budget;
import io.stratos.messaging.message.MessageStatus;
import io.stratos.messaging.routing.Sender;
import io.stratos.messaging.schedule.Closure;
import io.stratos.messaging.schedule.TimeRules;
import io.stratos.messaging.simulation.Behavior;
import io.stratos.messaging.simulation.SimulatedProvider;
import io.stratos.messaging.tenant.TenantProfile;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Consumer;

/** What a step does. */
final class Actions {

    private static final int MOST_HOURS = 40 * 24;
    private static final List<String> NUMBERS = List.of("+14155550100", "+14155550101", "+14155550102", "+14155550103");

    private final World world;
    private final Mail mail;
    private final Sending sending;
    private final Recalling recalling;
    private final Desk desk;
    private final Whereabouts whereabouts;
    private boolean healing;
    private final Map<TenantId, Boolean> suspended = new HashMap<>();
    private final Map<TenantId, Boolean> shortened = new HashMap<>();

    Actions(World world) {
        this.world = world;
        this.mail = new Mail(world);
        this.sending = new Sending(world);
        this.recalling = new Recalling(world);
        this.desk = new Desk(world, mail);
        this.whereabouts = new Whereabouts(world);
    }

    void begin() {
        World.TENANTS.forEach(tenant -> register(world.nodes.get(0).engine, tenant));
        for (TenantId tenant : World.TENANTS) {
            for (String customer : World.CUSTOMERS) {
                ConsentDesk consent =
                        world.nodes.get(0).engine.tenant(tenant.value()).consent();
                consent.optIn(customer, Purpose.TRANSACTIONAL, Evidence.form("booking"));
                // The other tenant has to ask.
                if (tenant.equals(World.ACME)) {
                    consent.optIn(customer, Purpose.MARKETING, Evidence.form("club"));
                }
            }
        }
    }

    static String number(TenantId tenant, int which) {
        return NUMBERS.get(2 * World.TENANTS.indexOf(tenant) + which);
    }

    private void register(MessagingEngine engine, TenantId tenant) {
        TenantProfile profile = TenantProfile.of(tenant.value(), tenant.value().toUpperCase(Locale.ROOT));
        for (int i = shortened.getOrDefault(tenant, false) ? 1 : 0; i < 2; i++) {
            SimulatedProvider far = world.fars.get(i);
            Sender sender = Sender.of(number(tenant, i), far.name(), far.account());
            profile = profile.sender(world.isLimited() ? sender.pricePerSegment("1") : sender);
        }
        profile = profile.consentPolicy(
                ConsentPolicy.ofDefaults().stopReaches(Instant.EPOCH, world.scopes.get(tenant), "the tenant's word"));
        TimeRules rules = TimeRules.ofDefaults();
        for (Closure closure : world.closures()) {
            rules = rules.addClosure(closure.region(), closure.from(), closure.to(), closure.reason());
        }
        profile = profile.times(rules);
        if (world.isLimited()) {
            profile = profile.limit(World.TENANT_LIMIT)
                    .limitPerContact(World.CONTACT_LIMIT)
                    .budget(Budget.of(healing ? "1000" : "12").perDay(ZoneOffset.UTC));
        }
        engine.tenants().register(profile);
        if (suspended.getOrDefault(tenant, false)) {
            engine.tenants().suspend(tenant.value());
        }
    }

    boolean isSuspended(TenantId tenant) {
        return suspended.getOrDefault(tenant, false);
    }

    void perform(Step step) {
        SplittableRandom random = new SplittableRandom(step.salt());
        int first = random.nextInt(world.nodes.size());
        for (int i = 0; i < world.nodes.size(); i++) {
            Node node = world.nodes.get((first + i) % world.nodes.size());
            if (!node.isBusy()) {
                world.log(node + " " + step.kind());
                on(node, step, () -> act(node, step, random));
                break;
            }
        }
        world.advance(Duration.ofMillis(random.nextInt(4_000)));
    }

    private void on(Node node, Step step, Runnable action) {
        node.frame = new Life.Frame(step);
        try {
            action.run();
        } catch (Killed killed) {
            node.frame = null;
            node.boot();
        } finally {
            node.frame = null;
        }
    }

    private void act(Node node, Step step, SplittableRandom random) {
        switch (step.kind()) {
            case SEND -> sending.one(node, step, random);
            case BATCH -> sending.several(node, step, random);
            case REPEAT -> sending.again(node, random);
            case TEXT -> mail.text(node, step, random);
            case RECEIPTS -> mail.receipts(node, random);
            case STOP -> mail.stop(node, random);
            case REDELIVER -> mail.redeliver(node, step, random);
            case CONSENT -> consent(node, random);
            case DESK -> desk.visit(node, step, random);
            case PLACE -> whereabouts.change(node, random);
            case RACE -> world.races.send(node, step, random);
            case CONTEST -> world.races.optOut(node, mail, random);
            case SUSPEND -> change(suspended, node, random);
            case SENDERS -> change(shortened, node, random);
            case WORK -> {
                work(node, random);
                decide(node, new SplittableRandom(step.salt() + 1));
            }
            case CANCEL -> recalling.cancel(node, random);
            case MOVE -> recalling.move(node, random);
            case TIME -> pass(random);
            case JUMP -> jump(random);
            case RESTART -> node.boot();
            case MIND -> world.changeMind(random);
        }
    }

    private void work(Node node, SplittableRandom random) {
        if (random.nextInt(20) == 0) {
            world.fars.get(random.nextInt(2)).next(Behavior.refuse(Refusal.OPT_OUT, "21610"));
        }
        if (random.nextInt(30) == 0) {
            world.fars.get(random.nextInt(2)).next(Behavior.refuse(Refusal.RECIPIENT, "INVALID_NUMBER"));
        }
        Life.Frame frame = node.frame;
        frame.answers.clear();
        try {
            node.engine.runDue();
        } catch (StoreException failed) {
            return;
        }
        if (!frame.failed) {
            for (Journal.Answered answer : frame.answers) {
                world.invariants.forEach(invariant -> invariant.answered(world, answer));
            }
        }
    }

    /** The host decides some of its doubts, and asks twice. */
    private void decide(Node node, SplittableRandom random) {
        TenantId tenant = World.TENANTS.get(random.nextInt(2));
        Messages messages = node.engine.tenant(tenant.value()).messages();
        for (Doubt doubt : messages.inDoubt(5)) {
            if (random.nextInt(3) > 0) {
                continue;
            }
            Resolution wanted = random.nextInt(4) > 0 ? Resolution.RESEND : Resolution.GIVE_UP;
            Resolving done = messages.resolve(doubt, wanted, "ann", "asked");
            world.log("the host decides " + doubt.attempt().id() + " " + wanted + ": " + done);
            if (done == Resolving.RESOLVED) {
                world.leases.ended(doubt.message().id());
                if (wanted == Resolution.RESEND) {
                    world.journal.ordered.add(doubt.attempt().id());
                }
                if (messages.resolve(doubt, wanted, "ann", "once more") != Resolving.NOT_IN_DOUBT) {
                    throw world.failure("INV-2", "a doubt was decided twice", doubt.message());
                }
            }
        }
    }

    void answered(Node node, Journal.Answered answer) {
        if (node.frame != null) {
            node.frame.answers.add(answer);
        }
    }

    private void consent(Node node, SplittableRandom random) {
        TenantId tenant = World.TENANTS.get(random.nextInt(2));
        String customer = World.CUSTOMERS.get(random.nextInt(World.CUSTOMERS.size()));
        try {
            var desk = node.engine.tenant(tenant.value()).consent();
            if (random.nextInt(6) > 0) {
                desk.optIn(customer, Purpose.TRANSACTIONAL, Evidence.form("booking"));
            } else {
                desk.optOutOfAll(World.customer(customer), Evidence.agent("ann"));
            }
        } catch (StoreException failed) {
            world.log("the host hears that it failed");
        }
    }

    private void change(Map<TenantId, Boolean> what, Node node, SplittableRandom random) {
        TenantId tenant = World.TENANTS.get(random.nextInt(2));
        what.put(tenant, random.nextInt(3) == 0);
        register(node.engine, tenant);
        world.log(tenant + " suspended " + isSuspended(tenant) + ", a sender less "
                + shortened.getOrDefault(tenant, false));
    }

    /** Any clock may be set, that of a node which stands still too. */
    private void jump(SplittableRandom random) {
        Node node = world.nodes.get(random.nextInt(world.nodes.size()));
        Duration by = Duration.ofSeconds(random.nextInt(600) - 400L);
        world.log("the clock of " + node + " is set by " + by);
        node.clock.advance(by);
    }

    private void pass(SplittableRandom random) {
        int drawn = random.nextInt(26);
        if (drawn >= 20) {
            whereabouts.toAnEdge(random);
        } else if (drawn == 0) {
            world.advance(Duration.ofDays(1 + random.nextInt(40)));
        } else if (drawn < 7) {
            world.advance(Duration.ofMinutes(20 + random.nextInt(300)));
        } else {
            world.advance(Duration.ofSeconds(random.nextInt(drawn < 10 ? 1_200 : 90)));
        }
    }

    /** Faults stop, time passes, everything gets its chance to drain. */
    void heal() {
        world.log("faults stop");
        healing = true;
        suspended.clear();
        shortened.clear();
        World.TENANTS.forEach(tenant -> register(world.nodes.get(0).engine, tenant));
        world.fars.forEach(far -> far.always(Behavior.deliver()));
        // While its clock is minutes off, a node rightly holds back what has a time.
        everybody(node -> node.clock.set(world.now()));
        everybody(Node::boot);
        desk.releaseAll(world.nodes.get(0));
        whereabouts.forget(world.nodes.get(0));
        if (world.seed % 3 == 0) {
            SimulatedProvider dead = world.fars.get(0);
            dead.always(world.seed % 2 == 0 ? Behavior.connectionRefused() : Behavior.refuse(Refusal.ACCOUNT, "20003"));
            drain(12);
            world.journal.accepted.values().forEach(handed -> Inv13.requireEndedBeside(world, handed));
            dead.always(Behavior.deliver());
        }
        drain(2);
        // Texts that were late may have put somebody on hold.
        desk.releaseAll(world.nodes.get(0));
        drain(38);
        // The hours of the law may be a day and a half away, and its caps let go three a day; a queue that was asked
        // again, as
        // it is when its tenant's profile changes, was promised room once more each time, and later.
        for (int hours = 0; hours < MOST_HOURS && isAnythingLeft(); hours++) {
            world.advance(Duration.ofMinutes(48));
            drain(1, Duration.ofMinutes(12));
        }
    }

    private boolean isAnythingLeft() {
        return world.journal.accepted.values().stream()
                .anyMatch(handed -> world.base
                        .session()
                        .message(handed.tenant(), handed.id())
                        .filter(message ->
                                message.status() == MessageStatus.QUEUED || message.status() == MessageStatus.SENDING)
                        .isPresent());
    }

    private void drain(int passes) {
        for (int i = 0; i < passes; i++) {
            drain(1, i < 5 ? Duration.ofSeconds(61) : Duration.ofMinutes(12));
        }
    }

    private void drain(int passes, Duration pause) {
        for (int i = 0; i < passes; i++) {
            everybody(node -> node.engine.runDue());
            mail.deliverAll(world.nodes.get(0));
            world.advance(pause);
        }
    }

    private void everybody(Consumer<Node> action) {
        world.nodes.forEach(action);
    }

    /** What a host hears when something went wrong that it can do nothing about but try again. */
    static void tolerated(World world, MessagingException refused) {
        world.log("the host hears " + refused.getClass().getSimpleName());
    }
}
