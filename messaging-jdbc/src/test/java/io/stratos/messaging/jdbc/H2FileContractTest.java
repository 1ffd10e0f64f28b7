package io.stratos.messaging.jdbc;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.h2.jdbcx.JdbcConnectionPool;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

class H2FileContractTest extends JdbcStoreContract {

    @TempDir
    static Path directory;

    private static JdbcConnectionPool pool;
    private static TestStore store;

    H2FileContractTest() {
        super(store);
    }

    @BeforeAll
    static void open() {
        pool = TestH2.durable(directory);
        store = TestStore.on(pool);
    }

    @AfterAll
    static void close() throws IOException {
        store.run("SHUTDOWN");
        pool.dispose();
        try (var files = Files.list(directory)) {
            if (files.findAny().isEmpty()) {
                throw new IOException("the database was not in a file");
            }
        }
    }
}
