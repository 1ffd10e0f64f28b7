package io.stratos.messaging.memory;

import io.stratos.messaging.simulation.VirtualClock;
import io.stratos.messaging.spi.store.MessagingStore;
import io.stratos.messaging.testkit.MessagingStoreContract;
import java.time.Duration;

class InMemoryMessagingStoreTest extends MessagingStoreContract {

    private final VirtualClock clock = VirtualClock.at("2026-03-02T09:00:00.123456Z");
    private final MessagingStore store = InMemoryMessagingStore.create(clock);

    @Override
    protected MessagingStore store() {
        return store;
    }

    @Override
    protected void advance(Duration by) {
        clock.advance(by);
    }
}
