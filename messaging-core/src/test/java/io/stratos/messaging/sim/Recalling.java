package io.stratos.messaging.sim;

import io.stratos.messaging.Messages;
import io.stratos.messaging.delivery.Cancellation;
import io.stratos.messaging.delivery.Rescheduling;
import io.stratos.messaging.exception.MessagingException;
import io.stratos.messaging.id.MessageId;
import io.stratos.messaging.id.TenantId;
import java.time.Instant;
import java.util.List;
import java.util.SplittableRandom;

/** The hosts' side of a change of mind: messages taken back, or moved, alone or by what they are about. */
final class Recalling {

    private static final int VISITS = 6;

    private final World world;

    Recalling(World world) {
        this.world = world;
    }

    static String visit(int number) {
        return "visit-" + Math.floorMod(number, VISITS);
    }

    void cancel(Node node, SplittableRandom random) {
        TenantId tenant = World.TENANTS.get(random.nextInt(2));
        Messages messages = node.engine.tenant(tenant.value()).messages();
        try {
            if (random.nextInt(3) == 0) {
                messages.cancelAbout(visit(random.nextInt(VISITS))).cancelled().forEach(this::cancelled);
                return;
            }
            for (MessageId id : one(tenant, random)) {
                Cancellation answer = messages.cancel(id);
                world.log("the host cancels " + id + ": " + answer);
                if (answer == Cancellation.CANCELLED) {
                    cancelled(id);
                } else if (answer == Cancellation.TOO_LATE) {
                    Recalled.requireTooLate(world, tenant, id);
                }
            }
        } catch (MessagingException refused) {
            Actions.tolerated(world, refused);
        }
    }

    void move(Node node, SplittableRandom random) {
        TenantId tenant = World.TENANTS.get(random.nextInt(2));
        Messages messages = node.engine.tenant(tenant.value()).messages();
        Instant to = world.now().plusSeconds(random.nextInt(240) - 30);
        try {
            if (random.nextInt(3) == 0) {
                messages.rescheduleAbout(visit(random.nextInt(VISITS)), to)
                        .rescheduled()
                        .forEach(id -> moved(id, to));
                return;
            }
            for (MessageId id : one(tenant, random)) {
                if (messages.reschedule(id, to) == Rescheduling.RESCHEDULED) {
                    moved(id, to);
                }
            }
        } catch (MessagingException refused) {
            Actions.tolerated(world, refused);
        }
    }

    private void cancelled(MessageId id) {
        world.log("cancelled " + id);
        world.leases.ended(id);
        Recalled.requireNothingTaken(world, id);
        world.journal.cancelled.add(id);
    }

    private void moved(MessageId id, Instant to) {
        world.log("moved " + id + " to " + to);
        world.leases.ended(id);
        Recalled.requireNothingTaken(world, id);
        world.journal.moved.put(id, to);
    }

    /** Mostly one of the latest, as little can be done about the others. */
    private List<MessageId> one(TenantId tenant, SplittableRandom random) {
        List<MessageId> own = world.journal.accepted.values().stream()
                .filter(handed -> handed.tenant().equals(tenant))
                .map(Journal.Handed::id)
                .toList();
        int among = Math.min(own.size(), random.nextInt(3) == 0 ? own.size() : 3);
        return among == 0 ? List.of() : List.of(own.get(own.size() - 1 - random.nextInt(among)));
    }
}
