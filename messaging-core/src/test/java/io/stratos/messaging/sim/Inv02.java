package io.stratos.messaging.sim;

import io.stratos.messaging.delivery.Outcome;
import io.stratos.messaging.id.AttemptId;
import io.stratos.messaging.message.DoubtPolicy;
import io.stratos.messaging.simulation.SimulatedMessage;
import io.stratos.messaging.simulation.SimulatedProvider;
import io.stratos.messaging.spi.provider.SendRequest;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;

/** At most one request per dispatch unit, unless the provider certainly did not take the one before, or the host ordered it. */
final class Inv02 implements Invariant {

    private static final String NAME = "INV-2";
    private static final Duration LEASE = Duration.ofMinutes(1);

    @Override
    public void written(World world, SendRequest request, Journal.Intended intent) {
        if (intent == null) {
            throw world.failure(NAME, "a request without a committed intent: attempt " + request.attempt());
        }
        if (world.journal.written.containsKey(request.attempt())) {
            requireRepeatable(world, request, intent);
        }
        for (AttemptId earlier : world.journal.units.get(intent.dispatchUnit())) {
            if (earlier.equals(request.attempt())) {
                continue;
            }
            boolean doubted = world.journal.written.containsKey(earlier)
                    && !(world.journal.answers.get(earlier) instanceof Outcome.NotSent);
            if (doubted && intent.message().doubtPolicy() == DoubtPolicy.NEVER_RESEND) {
                throw world.failure(NAME, earlier + " was in doubt and was never to be sent again", intent.message());
            }
            if (world.journal.ordered.contains(earlier)) {
                requireRest(world, earlier, intent);
            } else if (!certainlyNotTaken(world, earlier)) {
                throw world.failure(
                        NAME, "unit " + intent.unit() + " was written before, as " + earlier, intent.message());
            }
        }
    }

    /** The same request again, as the provider declared and the store permitted: it makes no second text. */
    private static void requireRepeatable(World world, SendRequest request, Journal.Intended intent) {
        AttemptId attempt = request.attempt();
        Duration window = world.far(request.route().provider()).capabilities().keyWindow();
        if (!world.journal.permits.containsKey(attempt)) {
            throw world.failure(NAME, "attempt " + attempt + " was written twice", intent.message());
        }
        if (intent.message().doubtPolicy() != DoubtPolicy.RESEND_AFTER_PROOF_OF_ABSENCE) {
            throw world.failure(NAME, attempt + " was repeated against its policy", intent.message());
        }
        if (!world.now().isBefore(world.journal.written.get(attempt).plus(window))) {
            throw world.failure(NAME, attempt + " was repeated after its key was forgotten", intent.message());
        }
    }

    /** Requests may be repeated, texts not. */
    @Override
    public void afterStep(World world) {
        for (SimulatedProvider far : world.fars) {
            Set<AttemptId> texts = new HashSet<>();
            for (SimulatedMessage text : far.sent()) {
                if (!texts.add(text.attempt())) {
                    throw world.failure(NAME, "two texts of attempt " + text.attempt());
                }
            }
        }
    }

    @Override
    public void atEnd(World world) {
        afterStep(world);
    }

    /** Ordered or not: while the first may be on its way, the second is not written. */
    private static void requireRest(World world, AttemptId earlier, Journal.Intended intent) {
        if (world.now().isBefore(world.journal.intents.get(earlier).at().plus(LEASE))) {
            throw world.failure(NAME, "sent again while " + earlier + " may be on its way", intent.message());
        }
    }

    private static boolean certainlyNotTaken(World world, AttemptId attempt) {
        return !world.journal.written.containsKey(attempt)
                || world.journal.answers.get(attempt) instanceof Outcome.NotSent
                || (world.journal.absent.contains(attempt) && !world.journal.kept.containsKey(attempt));
    }
}
