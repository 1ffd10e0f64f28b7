package io.stratos.messaging.sim;

import io.stratos.messaging.message.SendCondition;
import io.stratos.messaging.spi.provider.MessageProvider;
import io.stratos.messaging.spi.store.MessagingStore;
import java.util.function.LongSupplier;

/** A fault planted from outside; this one is none. Lives for one run, on all of its nodes. */
class Bug {

    /** The store as a node shall see it. */
    MessagingStore store(MessagingStore inner, Node node) {
        return inner;
    }

    /** The provider as a node shall see it. */
    MessageProvider provider(FarSide inner, Node node) {
        return inner;
    }

    /** The host's answers as a node shall hear them. */
    SendCondition condition(SendCondition inner, Node node) {
        return inner;
    }

    /** The machine's monotonic clock. */
    LongSupplier nanos(LongSupplier inner) {
        return inner;
    }
}
