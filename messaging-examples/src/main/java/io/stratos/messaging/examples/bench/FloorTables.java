package io.stratos.messaging.examples.bench;

import java.util.List;

/** The tables of the floor: the engine's, with the same indexes and storage, in a schema of their own. */
final class FloorTables {

    static final String SCHEMA = "floor";

    private static final List<String> TABLES =
            List.of("msg_message", "msg_dispatch", "msg_attempt", "msg_decision", "msg_provider_message");

    private FloorTables() {}

    static void create(Server server) {
        server.run("CREATE SCHEMA " + SCHEMA);
        for (String table : TABLES) {
            server.run("CREATE TABLE floor." + table + " (LIKE public." + table + " INCLUDING ALL)");
            String options = server.text("SELECT coalesce(array_to_string(reloptions, ', '), '') FROM pg_class"
                    + " WHERE oid = 'public." + table + "'::regclass");
            if (!options.isEmpty()) {
                server.run("ALTER TABLE floor." + table + " SET (" + options + ")");
            }
        }
    }

    static void clear(Server server) {
        server.run("TRUNCATE floor." + String.join(", floor.", TABLES));
    }
}
