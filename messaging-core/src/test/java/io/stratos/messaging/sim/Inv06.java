package io.stratos.messaging.sim;

import io.stratos.messaging.spi.provider.SendRequest;
import java.util.List;

/** The parts of a long text leave in order, each carrying its own words. */
final class Inv06 implements Invariant {

    private static final String NAME = "INV-6";

    @Override
    public void written(World world, SendRequest request, Journal.Intended intent) {
        if (intent == null) {
            return;
        }
        List<String> units = Invariants.units(intent.message().content().text());
        if (!units.get(intent.unit()).equals(request.content().text())) {
            throw world.failure(NAME, "unit " + intent.unit() + " carries other words", intent.message());
        }
        for (int unit = 0; unit < intent.unit(); unit++) {
            String name = intent.message().tenant() + "/" + intent.message().id() + "#" + unit;
            boolean taken = world.journal.units.getOrDefault(name, List.of()).stream()
                    .anyMatch(world.journal.kept::containsKey);
            if (!taken) {
                throw world.failure(NAME, "unit " + intent.unit() + " leaves before unit " + unit, intent.message());
            }
        }
    }
}
