package io.stratos.messaging.jdbc;

import io.stratos.messaging.message.Lane;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Whose turn it was last in each lane, and how much was taken. In memory: a node that starts anew begins anywhere. Safe for use by many threads. */
final class Turns {

    private static final String BEGIN = "";

    private final Map<Lane, String> last = new ConcurrentHashMap<>();
    private final Map<Lane, Integer> taken = new ConcurrentHashMap<>();

    String last(Lane lane) {
        return last.getOrDefault(lane, BEGIN);
    }

    int taken(Lane lane) {
        return taken.getOrDefault(lane, 0);
    }

    void took(Lane lane, int rows) {
        taken.put(lane, rows);
    }

    void was(Lane lane, String tenant) {
        last.put(lane, tenant);
    }
}
