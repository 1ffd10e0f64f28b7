package io.stratos.messaging.sim;

import io.stratos.messaging.consent.Purpose;
import io.stratos.messaging.delivery.Acceptance;
import io.stratos.messaging.exception.InvalidMessageException;
import io.stratos.messaging.exception.StoreException;
import io.stratos.messaging.exception.TenantSuspendedException;
import io.stratos.messaging.id.MessageId;
import io.stratos.messaging.id.TenantId;
import io.stratos.messaging.message.DoubtPolicy;
import io.stratos.messaging.message.Misfire;
import io.stratos.messaging.message.OutboundMessage;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** The hosts' side of sending: new messages, batches, and the same ones again. */
final class Sending {

    private record Tried(TenantId tenant, OutboundMessage message) {}

    private final World world;
    private final List<Tried> tried = new ArrayList<>();

    Sending(World world) {
        this.world = world;
    }

    void one(Node node, Step step, SplittableRandom random) {
        TenantId tenant = World.TENANTS.get(random.nextInt(2));
        hand(node, tenant, List.of(message(tenant, Long.toHexString(step.salt()), random)));
    }

    void several(Node node, Step step, SplittableRandom random) {
        TenantId tenant = World.TENANTS.get(random.nextInt(2));
        List<OutboundMessage> batch = new ArrayList<>();
        int count = 2 + random.nextInt(3);
        for (int i = 0; i < count; i++) {
            batch.add(message(tenant, Long.toHexString(step.salt()) + "-" + i, random));
        }
        // A campaign that forgets the caps of the law.
        for (int i = 0; i < 5 && step.salt() % 8 == 0; i++) {
            String key = Long.toHexString(step.salt()) + "-offer-" + i;
            batch.add(OutboundMessage.to(World.CUSTOMERS.get(1))
                    .text(tenant + " says " + key)
                    .purpose(Purpose.MARKETING)
                    .idempotencyKey(key));
        }
        try {
            hand(node, tenant, batch);
        } finally {
            Inv08.check(world, tenant, batch);
        }
    }

    void again(Node node, SplittableRandom random) {
        if (!tried.isEmpty()) {
            Tried one = tried.get(random.nextInt(tried.size()));
            hand(node, one.tenant(), List.of(one.message()));
        }
    }

    private OutboundMessage message(TenantId tenant, String key, SplittableRandom random) {
        String text = tenant + " says " + key;
        if (random.nextInt(4) == 0) {
            text += " and every pipe has two ends, and a plumber knows both. ".repeat(2 + random.nextInt(4)) + key;
        }
        OutboundMessage message = OutboundMessage.to(World.CUSTOMERS.get(random.nextInt(World.CUSTOMERS.size())))
                .text(text)
                .businessKey(Recalling.visit(key.hashCode()))
                .idempotencyKey(key);
        int drawn = random.nextInt(10);
        if (drawn < 3) {
            message = message.sendAt(world.now().plus(Duration.ofSeconds(random.nextInt(drawn == 0 ? 300 : 7_200))));
        } else if (drawn < 5) {
            message = message.expiresAt(world.now().plus(Duration.ofSeconds(5 + random.nextInt(60))));
        }
        // By the key, so that the other chances stay as they are.
        int policy = Math.floorMod(key.hashCode(), 5);
        if (policy < 2) {
            message = message.whenInDoubt(policy == 0 ? DoubtPolicy.NEVER_RESEND : DoubtPolicy.ASK_HOST);
        }
        message = message.purpose(
                switch (Math.floorMod(key.hashCode() >>> 4, 10)) {
                    case 0, 1, 2 -> Purpose.MARKETING;
                    case 3 -> Purpose.CONVERSATIONAL;
                    default -> Purpose.TRANSACTIONAL;
                });
        if (random.nextInt(3) == 0) {
            message = message.from(Actions.number(tenant, random.nextInt(2)));
        }
        return treated(message, random);
    }

    private OutboundMessage treated(OutboundMessage message, SplittableRandom random) {
        OutboundMessage treated = switch (random.nextInt(8)) {
            case 0 -> message.whenLate(Misfire.skip());
            case 1 -> message.whenLate(Misfire.coalesce());
            case 2 -> message.whenLate(Misfire.catchUpIfFresh(Duration.ofHours(1)));
            case 3 -> message.whenLate(Misfire.stillTrue(World.WANTED));
            case 4 -> message.onlyIf(World.WANTED);
            default -> message;
        };
        return random.nextInt(3) == 0 ? treated.inOrder() : treated;
    }

    private void hand(Node node, TenantId tenant, List<OutboundMessage> messages) {
        messages.forEach(message -> tried.add(new Tried(tenant, message)));
        Instant asked = world.now();
        try {
            List<Acceptance> answers =
                    node.engine.tenant(tenant.value()).messages().send(messages);
            for (int i = 0; i < answers.size(); i++) {
                accepted(tenant, messages.get(i), answers.get(i), asked);
            }
        } catch (StoreException | TenantSuspendedException | InvalidMessageException refused) {
            Actions.tolerated(world, refused);
        }
    }

    private void accepted(TenantId tenant, OutboundMessage message, Acceptance answer, Instant asked) {
        MessageId id = answer.messageId();
        world.log("accepted " + id + " " + answer.status());
        world.journal.accepted.putIfAbsent(id, new Journal.Handed(tenant, id, message, asked, world.now()));
        String key = tenant + "/" + message.idempotencyKey().orElseThrow();
        MessageId first = world.journal.keys.putIfAbsent(key, id);
        if (first != null && !first.equals(id)) {
            throw world.failure("INV-2", "one key, two messages: " + first + " and " + id);
        }
    }
}
