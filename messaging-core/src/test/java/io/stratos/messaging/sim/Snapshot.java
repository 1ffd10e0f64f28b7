package io.stratos.messaging.sim;

import io.stratos.messaging.consent.ConsentEvent;
import io.stratos.messaging.id.TenantId;
import io.stratos.messaging.message.Message;
import io.stratos.messaging.spi.store.StoreSession;
import java.util.List;

/** Everything stored that a repeated call must not change, as text. */
final class Snapshot {

    private Snapshot() {}

    static String of(World world) {
        StringBuilder text = new StringBuilder();
        StoreSession session = world.truth.session();
        for (TenantId tenant : World.TENANTS) {
            for (String customer : World.CUSTOMERS) {
                List<ConsentEvent> events = session.events(tenant, World.customer(customer));
                text.append(tenant).append(' ').append(events.size()).append(" events\n");
            }
            for (Message message : Invariants.messages(session, tenant)) {
                text.append(message.id()).append(' ').append(message.status()).append('\n');
            }
        }
        return text.toString();
    }
}
