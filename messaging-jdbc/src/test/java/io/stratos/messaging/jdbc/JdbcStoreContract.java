package io.stratos.messaging.jdbc;

import io.stratos.messaging.spi.store.MessagingStore;
import io.stratos.messaging.testkit.HostTransaction;
import io.stratos.messaging.testkit.MessagingStoreContract;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;

/** The contract of every store, on a database that is emptied before each test. */
abstract class JdbcStoreContract extends MessagingStoreContract {

    private final List<OpenTransaction> begun = new ArrayList<>();
    private final TestStore store;

    JdbcStoreContract(TestStore store) {
        this.store = store.emptied();
    }

    @Override
    protected MessagingStore store() {
        return store.store();
    }

    @Override
    protected MessagingStore sameStoreAgain() {
        return JdbcMessagingStore.shifted(store.source(), store.clock());
    }

    @Override
    protected void advance(Duration by) {
        store.clock().advance(by);
    }

    @Override
    protected Optional<HostTransaction> hostTransaction() {
        OpenTransaction transaction = store.begin();
        begun.add(transaction);
        return Optional.of(transaction);
    }

    @AfterEach
    void closeConnections() {
        begun.forEach(OpenTransaction::close);
    }
}
