package io.stratos.messaging.sim;

import io.stratos.messaging.id.AttemptId;
import io.stratos.messaging.message.Message;
import io.stratos.messaging.message.OutboundMessage;
import io.stratos.messaging.spi.store.Claim;
import java.time.Duration;

/** Nothing goes outside its time: not before it is scheduled, not after it expired, not while its tenant is suspended. */
final class Inv04 implements Invariant {

    private static final String NAME = "INV-4";

    /** A database's clock goes on while a step is checked. */
    private static final Duration SLACK = Duration.ofMillis(500);

    @Override
    public void claimed(World world, Claim claim) {
        Message message = claim.message();
        if (world.isSuspended(message.tenant())) {
            throw world.failure(NAME, "claimed while its tenant is suspended", message);
        }
    }

    @Override
    public void intended(World world, AttemptId attempt, Journal.Intended intent) {
        Journal.Handed handed = world.journal.accepted.get(intent.message().id());
        if (handed == null) {
            return;
        }
        OutboundMessage asked = handed.message();
        boolean moved = world.journal.moved.containsKey(handed.id());
        if (!moved && asked.sendAt().filter(world.now()::isBefore).isPresent()) {
            throw world.failure(
                    NAME, "an intent committed before " + asked.sendAt().get(), intent.message());
        }
        if (asked.expiresAt()
                .filter(deadline -> world.now().isAfter(deadline.plus(SLACK)))
                .isPresent()) {
            throw world.failure(
                    NAME, "an intent committed after " + asked.expiresAt().get(), intent.message());
        }
    }
}
