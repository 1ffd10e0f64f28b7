package io.stratos.messaging.simulation;

import io.stratos.messaging.contact.Address;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Which behavior comes next: what was queued, else what the recipient has, else what holds always, else chaos. */
final class Script {

    private final long seed;
    private final Chaos chaos;
    private final Deque<Behavior> queue = new ArrayDeque<>();
    private final Map<Address, Behavior> byRecipient = new HashMap<>();
    private @Nullable Behavior always;
    private long drawn;

    Script(long seed, Chaos chaos) {
        this.seed = seed;
        this.chaos = chaos;
    }

    synchronized void next(Behavior... behaviors) {
        queue.addAll(Arrays.asList(behaviors));
    }

    synchronized void always(Behavior behavior) {
        always = behavior;
    }

    synchronized void to(Address recipient, Behavior behavior) {
        byRecipient.put(recipient, behavior);
    }

    synchronized Behavior behaviorFor(Address recipient) {
        long number = drawn++;
        Behavior queued = queue.poll();
        if (queued != null) {
            return queued;
        }
        Behavior own = byRecipient.get(recipient);
        if (own != null) {
            return own;
        }
        return always != null ? always : chaos.draw(seed, number);
    }
}
