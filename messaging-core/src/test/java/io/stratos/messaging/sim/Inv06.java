package io.stratos.messaging.sim;

import io.stratos.messaging.id.AttemptId;
import io.stratos.messaging.id.MessageId;
import io.stratos.messaging.message.MessageStatus;
import io.stratos.messaging.spi.provider.SendRequest;
import io.stratos.messaging.spi.store.Claim;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The parts of a long text leave in order, each carrying its own words; so do messages that were asked to. */
final class Inv06 implements Invariant {

    private static final String NAME = "INV-6";

    private final Map<MessageId, Instant> held = new HashMap<>();
    private final Map<MessageId, Instant> gone = new HashMap<>();

    /** Whose turn it is, is found out when it is taken up; one that is held may be decided about later. */
    @Override
    public void claimed(World world, Claim claim) {
        MessageId id = claim.message().id();
        if (!world.now().equals(gone.get(id))) {
            held.put(id, world.now());
        }
    }

    /** What the host handed in before, and was told so, goes before: whatever the store made of it. */
    @Override
    public void intended(World world, AttemptId attempt, Journal.Intended intent) {
        MessageId id = intent.message().id();
        Instant since = held.remove(id);
        Instant taken = since == null ? world.now() : since;
        gone.put(id, world.now());
        Journal.Handed mine = world.journal.accepted.get(id);
        if (mine == null || intent.unit() > 0 || !mine.message().handling().isInOrder()) {
            return;
        }
        for (Journal.Handed other : world.journal.accepted.values()) {
            boolean before = other.told().isBefore(mine.asked())
                    && other.tenant().equals(mine.tenant())
                    && other.message().recipient().equals(mine.message().recipient())
                    && other.message().handling().isInOrder();
            if (before && isWaiting(world, other, taken)) {
                throw world.failure(NAME, "leaves before " + other.id(), intent.message());
            }
        }
    }

    /** What is in doubt may be parked for good, which the host cannot see; what is moved has another time. */
    private static boolean isWaiting(World world, Journal.Handed handed, Instant taken) {
        return world.base
                .session()
                .message(handed.tenant(), handed.id())
                .filter(message -> message.scheduledAt().filter(taken::isBefore).isEmpty())
                .filter(message ->
                        message.status() == MessageStatus.QUEUED || message.status() == MessageStatus.SENDING)
                .isPresent();
    }

    @Override
    public void written(World world, SendRequest request, Journal.Intended intent) {
        if (intent == null) {
            return;
        }
        List<String> units = Invariants.units(intent.message().content().text());
        if (!units.get(intent.unit()).equals(request.content().text())) {
            throw world.failure(NAME, "unit " + intent.unit() + " carries other words", intent.message());
        }
        for (int unit = 0; unit < intent.unit(); unit++) {
            String name = intent.message().tenant() + "/" + intent.message().id() + "#" + unit;
            boolean taken = world.journal.units.getOrDefault(name, List.of()).stream()
                    .anyMatch(world.journal.kept::containsKey);
            if (!taken) {
                throw world.failure(NAME, "unit " + intent.unit() + " leaves before unit " + unit, intent.message());
            }
        }
    }
}
