package io.stratos.messaging.examples.bench;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import javax.sql.DataSource;

/** Writes the rows the engine writes, in the same transactions, and does nothing else. */
final class FloorContestant implements Contestant {

    private static final int TAKEN_AT_ONCE = 250;
    private static final int DRAINING_THREADS = 2;

    private final Server server;
    private final CountedSource connections;
    private final DataSource source;
    private final Sample sample;
    private final int recipients;
    private final AtomicInteger made = new AtomicInteger();
    private final AtomicLong ids = new AtomicLong();

    /** What is written besides ids: the very texts the engine writes. */
    private record Sample(String accepted, String judged, String outcome) {}

    /** For tables that hold a message the engine has sent. */
    FloorContestant(Server server, int recipients) {
        this.server = server;
        this.recipients = recipients;
        FloorTables.create(server);
        this.connections = new CountedSource(server.pool(name(), 24));
        this.source = connections.source();
        this.sample = new Sample(
                server.text("SELECT verdicts FROM msg_decision WHERE token = 0 LIMIT 1"),
                server.text("SELECT verdicts FROM msg_attempt LIMIT 1"),
                server.text("SELECT outcome FROM msg_attempt WHERE outcome IS NOT NULL LIMIT 1"));
    }

    @Override
    public String name() {
        return "floor";
    }

    @Override
    public CountedSource connections() {
        return connections;
    }

    @Override
    public void clear() {
        FloorTables.clear(server);
    }

    /** Rising, as the engine's are. */
    private UUID id() {
        return new UUID(0x0190_0000_0000_7000L, 0x8000_0000_0000_0000L | ids.incrementAndGet());
    }

    @Override
    public void accept(int messages) {
        try (Connection connection = source.getConnection()) {
            acceptIn(connection, messages);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    void acceptIn(Connection connection, int messages) throws SQLException {
        if (messages == 1) {
            int number = made.getAndIncrement();
            try (PreparedStatement insert = connection.prepareStatement(FloorSql.ACCEPT_ONE)) {
                insert.setObject(1, id());
                insert.setObject(2, id());
                insert.setString(3, EngineContestant.recipient(Math.floorMod(number, recipients)));
                insert.setString(4, EngineContestant.text(number));
                insert.setString(5, sample.accepted);
                insert.executeUpdate();
            }
            return;
        }
        List<Integer> numbers = new ArrayList<>();
        for (int i = 0; i < messages; i++) {
            numbers.add(made.getAndIncrement());
        }
        try (PreparedStatement insert = connection.prepareStatement(FloorSql.ACCEPT)) {
            array(insert, 1, "uuid", numbers, n -> id());
            array(insert, 2, "uuid", numbers, n -> id());
            array(insert, 3, "varchar", numbers, n -> EngineContestant.recipient(Math.floorMod(n, recipients)));
            array(insert, 4, "varchar", numbers, EngineContestant::text);
            array(insert, 5, "varchar", numbers, n -> sample.accepted);
            insert.executeUpdate();
        }
    }

    private static <T> void array(
            PreparedStatement statement, int at, String type, List<T> rows, Function<T, Object> value)
            throws SQLException {
        Object[] values = rows.stream().map(value).toArray();
        statement.setArray(at, statement.getConnection().createArrayOf(type, values));
    }

    @Override
    public long drain(int messages) {
        AtomicInteger drained = new AtomicInteger();
        long took = Crowd.run(DRAINING_THREADS, DRAINING_THREADS, n -> drained.addAndGet(drainAlone()));
        if (drained.get() != messages) {
            throw new IllegalStateException(messages + " messages, but drained " + drained.get());
        }
        return took;
    }

    private int drainAlone() {
        int drained = 0;
        try (Connection connection = source.getConnection()) {
            List<UUID> taken = new ArrayList<>();
            List<UUID> attempts = take(connection, taken);
            while (!taken.isEmpty()) {
                settle(connection, taken, attempts);
                drained += taken.size();
                taken.clear();
                attempts = take(connection, taken);
            }
            return drained;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Due rows locked and read, then all of them written: one transaction. */
    private List<UUID> take(Connection connection, List<UUID> taken) throws SQLException {
        connection.setAutoCommit(false);
        try (PreparedStatement due = connection.prepareStatement(FloorSql.DUE)) {
            due.setInt(1, TAKEN_AT_ONCE);
            try (ResultSet rs = due.executeQuery()) {
                while (rs.next()) {
                    taken.add(rs.getObject(1, UUID.class));
                }
            }
        }
        List<UUID> attempts = taken.isEmpty() ? List.of() : intend(connection, taken);
        connection.commit();
        connection.setAutoCommit(true);
        return attempts;
    }

    private List<UUID> intend(Connection connection, List<UUID> claimed) throws SQLException {
        List<UUID> attempts = claimed.stream().map(message -> id()).toList();
        try (PreparedStatement intent = connection.prepareStatement(FloorSql.INTENT)) {
            array(intent, 1, "uuid", claimed, id -> id);
            array(intent, 2, "uuid", attempts, id -> id);
            array(intent, 3, "varchar", Collections.nCopies(claimed.size(), sample.judged), text -> text);
            intent.executeUpdate();
        }
        return attempts;
    }

    private void settle(Connection connection, List<UUID> claimed, List<UUID> attempts) throws SQLException {
        try (PreparedStatement settle = connection.prepareStatement(FloorSql.SETTLE)) {
            array(settle, 1, "uuid", claimed, id -> id);
            array(settle, 2, "uuid", attempts, id -> id);
            array(settle, 3, "varchar", attempts, id -> "N-" + id);
            array(settle, 4, "varchar", Collections.nCopies(claimed.size(), sample.outcome), text -> text);
            settle.executeUpdate();
        }
    }
}
