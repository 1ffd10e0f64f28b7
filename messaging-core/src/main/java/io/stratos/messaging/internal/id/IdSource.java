package io.stratos.messaging.internal.id;

import com.github.f4b6a3.uuid.factory.standard.TimeOrderedEpochFactory;
import io.stratos.messaging.id.AttemptId;
import io.stratos.messaging.id.ContactId;
import io.stratos.messaging.id.ConversationId;
import io.stratos.messaging.id.MessageId;
import io.stratos.messaging.internal.machine.Machine;

/** Makes UUIDv7 by the engine's clock, rising within one engine. Safe for use by many threads. */
public final class IdSource {

    private final TimeOrderedEpochFactory factory;

    /**
     * Ids stamped by the machine's clock.
     *
     * @param machine clock and chance
     */
    public IdSource(Machine machine) {
        TimeOrderedEpochFactory.Builder builder = TimeOrderedEpochFactory.builder();
        builder.withClock(machine.clock());
        if (machine.seeded() != null) {
            builder.withRandom(machine.seeded());
        }
        this.factory = builder.withIncrementPlus1().build();
    }

    /** {@return the id of a new message} */
    public MessageId message() {
        return new MessageId(factory.create());
    }

    /** {@return the id of a new conversation} */
    public ConversationId conversation() {
        return new ConversationId(factory.create());
    }

    /** {@return the id of a new contact} */
    public ContactId contact() {
        return new ContactId(factory.create());
    }

    /** {@return the id of a new attempt} */
    public AttemptId attempt() {
        return new AttemptId(factory.create());
    }
}
