package io.stratos.messaging.sim;

import io.stratos.messaging.id.TenantId;
import io.stratos.messaging.message.Message;
import io.stratos.messaging.simulation.SimulatedProvider;
import io.stratos.messaging.spi.provider.ProviderEvent;
import io.stratos.messaging.spi.provider.ProviderEvent.DeliveryReceipt;
import io.stratos.messaging.spi.provider.ProviderEvent.InboundMessage;
import io.stratos.messaging.spi.provider.WebhookReading;
import io.stratos.messaging.webhook.WebhookRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.SplittableRandom;

/** The providers' calls: late, twice, in any order, and again until they are answered. */
final class Mail {

    private static final List<String> WORDS = List.of(
            "STOP",
            "stop",
            "Unsubscribe please",
            "STOPALL",
            "START",
            "START",
            "unstop",
            "Start",
            "START please",
            "START",
            "unstop",
            "START",
            "HELP",
            "info",
            "thanks",
            "thanks",
            "YES",
            "Stop! Who is this?",
            "who is this? stop");

    /** What may be meant as a STOP: somebody has to decide. */
    static final Set<String> HINTS = Set.of("Stop! Who is this?", "who is this? stop");

    private final World world;
    private final List<Journal.Call> undelivered = new ArrayList<>();
    private final List<Journal.Call> delivered = new ArrayList<>();

    Mail(World world) {
        this.world = world;
    }

    void text(Node node, Step step, SplittableRandom random) {
        TenantId tenant = World.TENANTS.get(random.nextInt(2));
        int which = random.nextInt(2);
        String customer = World.CUSTOMERS.get(random.nextInt(World.CUSTOMERS.size()));
        String word = WORDS.get(random.nextInt(WORDS.size()));
        String text = word.equals("thanks") ? "thanks " + Long.toHexString(step.salt()) : word;
        texts(node, tenant, which, customer, text);
    }

    void texts(Node node, TenantId tenant, int which, String customer, String text) {
        SimulatedProvider far = world.fars.get(which);
        WebhookRequest request = far.inbound(customer, Actions.number(tenant, which), text);
        Journal.Call call = new Journal.Call(far.name(), request, event(far, request));
        world.journal.texted.put(
                call.name(),
                new Journal.Texted(
                        tenant,
                        World.customer(customer),
                        World.customer(Actions.number(tenant, which)),
                        text,
                        world.now()));
        deliver(node, call);
    }

    /** The recipient of what was claimed last wants no more of it. */
    void stop(Node node, SplittableRandom random) {
        Message claimed = world.lastClaimed;
        if (claimed != null) {
            texts(node, claimed.tenant(), random.nextInt(2), claimed.to().value(), "STOP");
        }
    }

    void receipts(Node node, SplittableRandom random) {
        List<Journal.Call> due = drain();
        List<Journal.Call> again = new ArrayList<>();
        for (Journal.Call call : due) {
            if (random.nextInt(4) == 0) {
                again.add(call);
            }
        }
        due.addAll(again);
        due.addAll(undelivered);
        undelivered.clear();
        Collections.shuffle(due, new Random(random.nextLong()));
        while (!due.isEmpty()) {
            Journal.Call call = due.remove(due.size() - 1);
            if (random.nextInt(6) == 0) {
                undelivered.add(call);
                continue;
            }
            try {
                deliver(node, call);
            } catch (Killed killed) {
                undelivered.addAll(due);
                throw killed;
            }
        }
    }

    void redeliver(Node node, Step step, SplittableRandom random) {
        if (delivered.isEmpty()) {
            return;
        }
        Journal.Call call = delivered.get(random.nextInt(delivered.size()));
        if (random.nextInt(4) == 0) {
            world.advance(Duration.ofDays(1 + random.nextInt(40)));
        }
        String before = step.troubles().isEmpty() ? Snapshot.of(world) : "";
        deliver(node, call);
        if (step.troubles().isEmpty() && !Snapshot.of(world).equals(before)) {
            throw world.failure(
                    "INV-9",
                    "a repeated call changed something: " + call.event() + "\n" + before + "\n" + Snapshot.of(world));
        }
    }

    void deliverAll(Node node) {
        List<Journal.Call> due = drain();
        due.addAll(undelivered);
        undelivered.clear();
        due.forEach(call -> deliver(node, call));
    }

    private List<Journal.Call> drain() {
        List<Journal.Call> due = new ArrayList<>();
        for (SimulatedProvider far : world.fars) {
            far.drainCallbacks()
                    .forEach(request -> due.add(new Journal.Call(far.name(), request, event(far, request))));
        }
        return due;
    }

    private void deliver(Node node, Journal.Call call) {
        boolean done = false;
        if (call.event() instanceof DeliveryReceipt receipt) {
            world.journal.tell(world.journal.toldPerhaps, call.name(), receipt.status());
        }
        try {
            int status = node.engine
                    .webhooks()
                    .handle(call.provider(), call.request())
                    .status();
            world.log(node + " answers " + status + " to " + call.name() + " " + what(call.event()));
            done = status == 200;
        } finally {
            (done ? delivered : undelivered).add(call);
        }
        if (done) {
            if (call.event() instanceof DeliveryReceipt receipt) {
                world.journal.tell(world.journal.told, call.name(), receipt.status());
            } else {
                world.journal.answered.add(call.name());
            }
            world.invariants.forEach(invariant -> invariant.called(world, call));
        }
    }

    private static String what(ProviderEvent event) {
        return event instanceof DeliveryReceipt receipt
                ? receipt.status().name()
                : ((InboundMessage) event).content().text();
    }

    private static ProviderEvent event(SimulatedProvider far, WebhookRequest request) {
        return ((WebhookReading.Verified) far.receive(request)).events().get(0);
    }
}
