package io.stratos.messaging.examples.bench;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.UUID;
import javax.sql.DataSource;

/** Accepts inside a transaction in which the host also stores something of its own. */
final class HostAccept {

    private final Server server;
    private final EngineContestant engine;
    private final FloorContestant floor;

    HostAccept(Server server, EngineContestant engine, FloorContestant floor) {
        this.server = server;
        this.engine = engine;
        this.floor = floor;
        server.run("CREATE TABLE host_appointment (id uuid PRIMARY KEY, note text NOT NULL)");
    }

    void measure(int calls, int threads, Figures figures) {
        DataSource engines = engine.connections().source();
        DataSource floors = floor.connections().source();
        engine.clear();
        server.run("TRUNCATE host_appointment", "CHECKPOINT");
        long took = Crowd.run(threads, calls, n -> book(engines, engine::acceptIn));
        figures.addRate("engine_accept_host", calls, took);
        floor.clear();
        server.run("TRUNCATE host_appointment", "CHECKPOINT");
        long least = Crowd.run(threads, calls, n -> book(floors, connection -> floor.acceptIn(connection, 1)));
        figures.addRate("floor_accept_host", calls, least);
    }

    /** Counts what an accept adds to the host's transaction, which alone is one statement and one commit. */
    void count(Figures figures) {
        count("engine", engine, engine::acceptIn, figures);
        count("floor", floor, connection -> floor.acceptIn(connection, 1), figures);
    }

    private static void count(String name, Contestant contestant, Booking accept, Figures figures) {
        CountedSource counted = contestant.connections();
        // Profiles are read every few seconds, not with each accept.
        book(counted.source(), accept);
        counted.begin();
        book(counted.source(), accept);
        counted.end();
        figures.add(name + "_accept_host_round_trips", "added", counted.roundTrips() - 2.0);
    }

    /** What happens in the host's transaction beside its own. */
    @FunctionalInterface
    private interface Booking {
        void in(Connection transaction) throws SQLException;
    }

    private static void book(DataSource source, Booking accept) {
        try (Connection connection = source.getConnection()) {
            connection.setAutoCommit(false);
            try (PreparedStatement insert = connection.prepareStatement("INSERT INTO host_appointment VALUES (?, ?)")) {
                insert.setObject(1, UUID.randomUUID());
                insert.setString(2, "water heater");
                insert.executeUpdate();
            }
            accept.in(connection);
            connection.commit();
            connection.setAutoCommit(true);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
