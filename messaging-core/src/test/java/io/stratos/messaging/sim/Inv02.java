package io.stratos.messaging.sim;

import io.stratos.messaging.delivery.Outcome;
import io.stratos.messaging.id.AttemptId;
import io.stratos.messaging.spi.provider.SendRequest;

/** At most one request per dispatch unit, unless the provider certainly did not take the one before. */
final class Inv02 implements Invariant {

    private static final String NAME = "INV-2";

    @Override
    public void written(World world, SendRequest request, Journal.Intended intent) {
        if (intent == null) {
            throw world.failure(NAME, "a request without a committed intent: attempt " + request.attempt());
        }
        if (world.journal.written.containsKey(request.attempt())) {
            throw world.failure(NAME, "attempt " + request.attempt() + " was written twice", intent.message());
        }
        for (AttemptId earlier : world.journal.units.get(intent.dispatchUnit())) {
            if (!earlier.equals(request.attempt()) && !certainlyNotTaken(world, earlier)) {
                throw world.failure(
                        NAME, "unit " + intent.unit() + " was written before, as " + earlier, intent.message());
            }
        }
    }

    private static boolean certainlyNotTaken(World world, AttemptId attempt) {
        return !world.journal.written.containsKey(attempt)
                || world.journal.answers.get(attempt) instanceof Outcome.NotSent
                || (world.journal.absent.contains(attempt) && !world.journal.kept.containsKey(attempt));
    }
}
