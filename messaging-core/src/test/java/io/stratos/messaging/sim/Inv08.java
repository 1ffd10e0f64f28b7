package io.stratos.messaging.sim;

import io.stratos.messaging.id.TenantId;
import io.stratos.messaging.message.Message;
import io.stratos.messaging.message.OutboundMessage;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** What is handed in together is stored together or not at all. */
final class Inv08 {

    private Inv08() {}

    /** Whoever hands one of them in again meanwhile, and is told so, has stored that one. */
    static void check(World world, TenantId tenant, List<OutboundMessage> handedIn) {
        List<OutboundMessage> batch = handedIn.stream()
                .filter(message -> !world.journal.keys.containsKey(
                        tenant + "/" + message.idempotencyKey().orElseThrow()))
                .toList();
        Set<String> texts = Invariants.messages(world.truth.session(), tenant).stream()
                .map((Message message) -> message.content().text())
                .collect(Collectors.toSet());
        long stored = batch.stream()
                .filter(message -> texts.contains(message.content().text()))
                .count();
        if (stored != 0 && stored != batch.size()) {
            throw world.failure("INV-8", stored + " of a batch of " + batch.size() + " are stored");
        }
    }
}
