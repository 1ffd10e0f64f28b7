package io.stratos.messaging.jdbc;

import io.stratos.messaging.message.Lane;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Whose turn it was last in each lane. In memory: a node that starts anew begins anywhere. Safe for use by many threads. */
final class Turns {

    private static final String BEGIN = "";

    private final Map<Lane, String> last = new ConcurrentHashMap<>();

    String last(Lane lane) {
        return last.getOrDefault(lane, BEGIN);
    }

    void was(Lane lane, String tenant) {
        last.put(lane, tenant);
    }
}
