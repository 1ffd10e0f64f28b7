package io.stratos.messaging.sim;

import io.stratos.messaging.id.AttemptId;
import io.stratos.messaging.id.TenantId;
import io.stratos.messaging.message.Direction;
import io.stratos.messaging.message.Message;
import io.stratos.messaging.message.MessageStatus;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Nothing accepted is lost: it ends, what is said to be sent was sent, and what a provider answered is written down. */
final class Inv01 implements Invariant {

    private static final String NAME = "INV-1";

    @Override
    public void answered(World world, Journal.Answered answer) {
        boolean known = world.attempt(answer.intent(), answer.attempt())
                .filter(attempt -> attempt.outcome() != null)
                .isPresent();
        if (!known) {
            throw world.failure(
                    NAME,
                    "the provider answered " + answer.attempt() + " with " + answer.outcome()
                            + " and nobody wrote it down",
                    answer.intent().message());
        }
    }

    @Override
    public void atEnd(World world) {
        for (Journal.Handed handed : world.journal.accepted.values()) {
            Message message = world.seen
                    .session()
                    .message(handed.tenant(), handed.id())
                    .orElseThrow(() -> world.failure(NAME, "accepted and not stored: " + handed.id()));
            if (message.status() == MessageStatus.SENT || message.status() == MessageStatus.DELIVERED) {
                requireKept(world, message);
            }
        }
        Map<TenantId, Integer> texted = new HashMap<>();
        world.journal.texted.forEach((call, text) -> {
            if (!world.journal.answered.contains(call)) {
                throw world.failure(NAME, "never answered 200: " + call);
            }
            texted.merge(text.tenant(), 1, Integer::sum);
        });
        for (TenantId tenant : World.TENANTS) {
            long stored = Invariants.messages(world.truth.session(), tenant).stream()
                    .filter(message -> message.direction() == Direction.INBOUND)
                    .count();
            if (stored < texted.getOrDefault(tenant, 0)) {
                throw world.failure(NAME, texted.get(tenant) + " texts to " + tenant + ", " + stored + " stored");
            }
        }
    }

    private static void requireKept(World world, Message message) {
        int units = Invariants.units(message.content().text()).size();
        for (int unit = 0; unit < units; unit++) {
            String name = message.tenant() + "/" + message.id() + "#" + unit;
            List<AttemptId> attempts = world.journal.units.getOrDefault(name, List.of());
            if (attempts.stream().noneMatch(world.journal.kept::containsKey)) {
                throw world.failure(
                        NAME, message.status() + ", and no provider has unit " + unit + " of " + units, message);
            }
        }
    }
}
