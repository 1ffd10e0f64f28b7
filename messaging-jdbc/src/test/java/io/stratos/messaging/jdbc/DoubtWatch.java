package io.stratos.messaging.jdbc;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import javax.sql.DataSource;

/** Sees from outside how long messages stay in doubt: it reads their status five times a second. */
final class DoubtWatch implements AutoCloseable {

    private static final Duration LOOK = Duration.ofMillis(200);

    private final DataSource source;
    private final Map<String, Span> spans = new ConcurrentHashMap<>();
    private volatile boolean closed;

    DoubtWatch(DataSource source) {
        this.source = source;
        Thread watching = new Thread(this::run, "doubt-watch");
        watching.setDaemon(true);
        watching.start();
    }

    private record Span(long first, long last) {
        Span seen(Span later) {
            return new Span(first, later.last);
        }
    }

    /** {@return for how long a message was seen to be in doubt, if ever} */
    Optional<Duration> ofMessage(String id) {
        return Optional.ofNullable(spans.get(id))
                .map(span -> Duration.ofNanos(span.last - span.first).plus(LOOK));
    }

    int seen() {
        return spans.size();
    }

    private void run() {
        while (!closed) {
            try {
                look();
            } catch (SQLException away) {
                // The database is what breaks here; the next look will do.
            }
            LockSupport.parkNanos(LOOK.toNanos());
        }
    }

    private void look() throws SQLException {
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement();
                ResultSet rs = statement.executeQuery("SELECT message_id FROM msg_message WHERE status = 'IN_DOUBT'")) {
            while (rs.next()) {
                long now = System.nanoTime();
                spans.merge(rs.getString(1), new Span(now, now), Span::seen);
            }
        }
    }

    @Override
    public void close() {
        closed = true;
    }
}
