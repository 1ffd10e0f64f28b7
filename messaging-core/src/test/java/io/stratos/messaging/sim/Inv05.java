package io.stratos.messaging.sim;

import io.stratos.messaging.id.MessageId;
import io.stratos.messaging.message.Message;
import io.stratos.messaging.message.MessageStatus;
import io.stratos.messaging.spi.store.StoreSession;
import java.util.HashMap;
import java.util.Map;

/** A status never moves down. */
final class Inv05 implements Invariant {

    private final Map<MessageId, MessageStatus> before = new HashMap<>();

    @Override
    public void afterStep(World world) {
        StoreSession session = world.seen.session();
        for (Journal.Handed handed : world.journal.accepted.values()) {
            Message message = session.message(handed.tenant(), handed.id()).orElse(null);
            if (message == null) {
                continue;
            }
            MessageStatus now = message.status();
            MessageStatus last = before.put(handed.id(), now);
            if (last != null && last.after(now) != now) {
                throw world.failure("INV-5", "status went from " + last + " to " + now, message);
            }
        }
    }

    @Override
    public void atEnd(World world) {
        afterStep(world);
    }
}
