package io.stratos.messaging.jdbc;

class H2MemoryContractTest extends JdbcStoreContract {

    private static final TestStore STORE = TestStore.on(TestH2.inMemory());

    H2MemoryContractTest() {
        super(STORE);
    }
}
