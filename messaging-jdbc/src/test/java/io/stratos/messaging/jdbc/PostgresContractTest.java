package io.stratos.messaging.jdbc;

class PostgresContractTest extends JdbcStoreContract {

    private static final TestStore STORE = TestStore.on(TestPostgres.pooledDatabase());

    PostgresContractTest() {
        super(STORE);
    }
}
