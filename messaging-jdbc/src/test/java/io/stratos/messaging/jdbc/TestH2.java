package io.stratos.messaging.jdbc;

import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.h2.jdbcx.JdbcConnectionPool;
import org.h2.jdbcx.JdbcDataSource;

/** H2 databases for tests. */
final class TestH2 {

    /** What a durable file is opened with. */
    static final String DURABLE = ";WRITE_DELAY=0;REUSE_SPACE=FALSE";

    /** Space is free for reuse at once rather than after 45 seconds: as in a process that has run for longer. */
    static final String REUSED_SOON = ";RETENTION_TIME=0";

    private static final int MOST_CONNECTIONS = 40;
    private static final AtomicInteger MADE = new AtomicInteger();

    private TestH2() {}

    /** {@return connections, kept open, to a database in memory, empty} */
    static JdbcConnectionPool inMemory() {
        return pool("jdbc:h2:mem:t" + MADE.incrementAndGet());
    }

    /** {@return connections, kept open, to a database file that is durable} */
    static JdbcConnectionPool durable(Path directory) {
        return pool(url(directory) + DURABLE);
    }

    static String url(Path directory) {
        return "jdbc:h2:file:" + directory.resolve("t" + MADE.incrementAndGet()).toAbsolutePath();
    }

    private static JdbcConnectionPool pool(String url) {
        JdbcConnectionPool pool = JdbcConnectionPool.create(source(url + ";DB_CLOSE_DELAY=-1"));
        pool.setMaxConnections(MOST_CONNECTIONS);
        return pool;
    }

    static JdbcDataSource source(String url) {
        JdbcDataSource source = new JdbcDataSource();
        source.setURL(url);
        source.setUser("sa");
        return source;
    }
}
