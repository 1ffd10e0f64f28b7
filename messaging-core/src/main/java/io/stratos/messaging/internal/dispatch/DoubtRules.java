package io.stratos.messaging.internal.dispatch;

import io.stratos.messaging.message.DoubtPolicy;
import io.stratos.messaging.message.MessageStatus;
import io.stratos.messaging.spi.store.Settlement.Next;
import java.time.Duration;

/** What follows a look into a doubt that did not find the message: the one place where policies are told apart. */
final class DoubtRules {

    private DoubtRules() {}

    /**
     * What follows, and why.
     *
     * @param next what follows
     * @param because goes after what was found
     */
    record Ruling(Next next, String because) {}

    /**
     * The provider certainly does not have it.
     *
     * @param policy the message's
     * @param another whether number and age of its attempts allow another
     */
    static Ruling absent(DoubtPolicy policy, boolean another) {
        return switch (policy) {
            case NEVER_RESEND ->
                new Ruling(
                        new Next.End(MessageStatus.FAILED),
                        "; not sent again, as its policy says that it never shall be");
            case ASK_HOST -> new Ruling(new Next.Park(), "; the host decides, as its policy says");
            case RESEND_AFTER_PROOF_OF_ABSENCE ->
                another
                        ? new Ruling(new Next.Retry(Duration.ZERO), "")
                        : new Ruling(new Next.End(MessageStatus.FAILED), "; not tried again: its attempts are used up");
        };
    }

    /**
     * Nobody can know yet, under whatever policy.
     *
     * @param looks how often it was looked into before this time
     * @param canLook whether it can be looked into at all
     */
    static Next unknown(int looks, boolean canLook) {
        return canLook
                ? Timing.waitBeforeLook(looks + 1)
                        .<Next>map(Next.Reconcile::new)
                        .orElseGet(Next.Park::new)
                : new Next.Park();
    }
}
