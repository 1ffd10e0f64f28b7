package io.stratos.messaging.consent;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Every reason why nothing is sent to an address, apart from consent. Bound to the address: a contact's other address has its
 * own. Immutable and safe for use by many threads.
 *
 * @param all each reason once, also those that ended, in the order of the reasons
 */
public record Suppressions(List<Suppression> all) {

    /** The fact of an event's evidence that names the reason. */
    public static final String REASON = "suppression";

    private static final Suppressions NONE = new Suppressions(List.of());

    /** Copies the list. */
    public Suppressions {
        all = List.copyOf(all);
    }

    /** {@return no reason} */
    public static Suppressions none() {
        return NONE;
    }

    /**
     * Those that count.
     *
     * @param now by the store's clock
     * @return the reasons that have not ended
     */
    public List<Suppression> at(Instant now) {
        return all.isEmpty() ? all : all.stream().filter(one -> one.holds(now)).toList();
    }

    /**
     * What they come to after an event: the one rule, in every store. Events of consent change nothing. The same reason again
     * keeps since when, and takes the new end.
     *
     * @param event the next event of this address
     * @return the new state
     */
    public Suppressions after(ConsentEvent event) {
        if (event.action() != ConsentAction.SUPPRESS && event.action() != ConsentAction.LIFT) {
            return this;
        }
        SuppressionReason reason = reason(event);
        List<Suppression> next = new ArrayList<>(all);
        next.removeIf(one -> one.reason() == reason);
        if (event.action() == ConsentAction.SUPPRESS) {
            Instant since = all.stream()
                    .filter(one -> one.reason() == reason && one.holds(event.at()))
                    .map(Suppression::at)
                    .findFirst()
                    .orElse(event.at());
            next.add(new Suppression(reason, since, event.evidence().expiry().orElse(null)));
        }
        next.sort(Comparator.comparing(Suppression::reason));
        return next.isEmpty() ? NONE : new Suppressions(next);
    }

    private static SuppressionReason reason(ConsentEvent event) {
        String name = event.evidence().facts().get(REASON);
        if (name == null) {
            throw new IllegalArgumentException("a suppression's evidence must name its reason as '" + REASON + "'");
        }
        return SuppressionReason.valueOf(name);
    }
}
