package io.stratos.messaging.internal.gate;

import io.stratos.messaging.delivery.Ruling;
import io.stratos.messaging.delivery.Verdict;
import io.stratos.messaging.message.Message;
import io.stratos.messaging.message.Misfire;
import io.stratos.messaging.message.Misfire.CatchUpIfFresh;
import io.stratos.messaging.message.Misfire.Coalesce;
import io.stratos.messaging.message.Misfire.Skip;
import io.stratos.messaging.message.Misfire.StillTrue;
import io.stratos.messaging.spi.store.Later;
import io.stratos.messaging.tenant.TenantProfile;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** What becomes of a message the engine takes up late. Of those to one contact, the one due last goes first. */
final class MisfireRule {

    static final String NAME = "misfire";

    /** How long an older one waits for a newer one: that one is due, so a pass or two. */
    private static final Duration STEP_BACK = Duration.ofMinutes(1);

    private MisfireRule() {}

    /** {@return what holds for a message: its own policy, else the tenant's, else the built-in one} */
    static Misfire policy(Message message, TenantProfile tenant) {
        return message.handling()
                .misfire()
                .orElseGet(
                        () -> tenant.misfires().getOrDefault(message.purpose(), Misfire.ofDefaults(message.purpose())));
    }

    /**
     * Whether newer ones matter: a message that must keep its order lets nobody go first, as nobody behind it could.
     */
    static boolean looksForLater(Message message, Misfire policy) {
        return policy instanceof Coalesce || !message.handling().isInOrder();
    }

    /**
     * Asks about a late message.
     *
     * @param later what is known of late messages that were due after it; null if nobody looked yet
     */
    static Verdict ask(Message message, Misfire policy, Lateness late, @Nullable Later later, Instant now) {
        if (policy instanceof Skip) {
            return block(late, "late messages like it are skipped");
        }
        if (policy instanceof CatchUpIfFresh fresh && late.by().compareTo(fresh.age()) > 0) {
            return block(late, "at most " + Lateness.words(fresh.age()) + " was allowed");
        }
        if (later != null && policy instanceof Coalesce && later.same() != null) {
            return block(late, "one about the same was due at " + later.same().truncatedTo(ChronoUnit.SECONDS));
        }
        if (later != null && !message.handling().isInOrder() && later.any() != null) {
            return Verdict.defer(
                    NAME,
                    late.text() + "; one to the same contact that was due at "
                            + later.any().truncatedTo(ChronoUnit.SECONDS) + " goes first",
                    now.plus(STEP_BACK));
        }
        return Verdict.of(NAME, Ruling.ALLOW, late.text() + "; " + whyItGoes(policy));
    }

    /** What is said instead once a late message of the same contact has gone. */
    static Verdict flood(Lateness late) {
        return block(late, "the contact has got a late message since then, and nobody gets two");
    }

    private static String whyItGoes(Misfire policy) {
        if (policy instanceof CatchUpIfFresh fresh) {
            return "up to " + Lateness.words(fresh.age()) + " is allowed";
        }
        return policy instanceof StillTrue ? "it goes if it is still true" : "it is the one that was due last";
    }

    private static Verdict block(Lateness late, String why) {
        return Verdict.of(NAME, Ruling.BLOCK, late.text() + "; " + why);
    }
}
