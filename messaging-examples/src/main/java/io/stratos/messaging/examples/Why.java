package io.stratos.messaging.examples;

import io.stratos.messaging.Tenant;
import io.stratos.messaging.delivery.Acceptance;

/** Prints why a message went, waits or was refused, as the engine explains it. */
final class Why {

    private Why() {}

    static void print(Screen screen, Tenant tenant, Acceptance acceptance) {
        String trace = tenant.messages().explain(acceptance.messageId()).toText();
        for (String line : trace.lines().toList()) {
            int column = line.lastIndexOf("  ") + 2;
            screen.wrapped("  " + line.substring(0, column), line.substring(column));
        }
    }
}
