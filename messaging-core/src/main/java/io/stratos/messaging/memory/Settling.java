package io.stratos.messaging.memory;

import io.stratos.messaging.delivery.Outcome;
import io.stratos.messaging.message.MessageStatus;
import io.stratos.messaging.routing.Route;
import io.stratos.messaging.spi.store.ClaimToken;
import io.stratos.messaging.spi.store.SettleResult;
import io.stratos.messaging.spi.store.Settlement;
import io.stratos.messaging.spi.store.Settlement.Next;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Writes what came of attempts. */
final class Settling {

    private final Tables tables;
    private final Receipts receipts;

    Settling(Tables tables, Receipts receipts) {
        this.tables = tables;
        this.receipts = receipts;
    }

    SettleResult settle(Settlement settlement) {
        ClaimToken token = settlement.token();
        MessageRow message = tables.message(token.tenant(), token.message());
        AttemptRow attempt = message == null ? null : message.attempt(settlement.attempt());
        if (attempt == null) {
            return SettleResult.RECORDED;
        }
        Instant now = tables.now();
        DispatchRow row = tables.dispatch(token.tenant(), token.message());
        Outcome outcome = certain(settlement, attempt, row);
        attempt.record(outcome);
        SettleResult result = follow(settlement, outcome, row, now);
        if (outcome instanceof Outcome.Accepted accepted) {
            Route route = attempt.attempt().route();
            receipts.identify(
                    attempt, new ProviderKey(route.provider(), route.account(), accepted.providerMessageId()));
        }
        return result;
    }

    /** That one of several requests did not arrive says nothing about the others. */
    private static Outcome certain(Settlement settlement, AttemptRow attempt, @Nullable DispatchRow row) {
        boolean held = row != null
                && row.isHeldBy(settlement.token())
                && settlement.attempt().equals(row.attempt);
        return !attempt.isRepeated() || held || settlement.outcome() instanceof Outcome.Accepted
                ? settlement.outcome()
                : new Outcome.InDoubt("one of its requests came to nothing, and it was repeated");
    }

    private SettleResult follow(Settlement settlement, Outcome outcome, @Nullable DispatchRow row, Instant now) {
        if (row == null || !settlement.attempt().equals(row.attempt)) {
            return SettleResult.RECORDED;
        }
        if (row.isHeldBy(settlement.token())) {
            row.message.followUnits(now);
            apply(settlement.next(), row, now);
            return SettleResult.APPLIED;
        }
        Next proven = provenBy(outcome);
        boolean news = row.state == DispatchRow.State.IN_DOUBT
                || (row.awaitsNewsOf(settlement.attempt()) && proven instanceof Next.Advance);
        if (!news || proven == null) {
            return SettleResult.RECORDED;
        }
        row.message.followUnits(now);
        apply(proven, row, now);
        return SettleResult.EVIDENCE;
    }

    private static @Nullable Next provenBy(Outcome outcome) {
        if (outcome instanceof Outcome.Accepted) {
            return new Next.Advance();
        }
        if (outcome instanceof Outcome.Refused) {
            return new Next.End(MessageStatus.FAILED);
        }
        return outcome instanceof Outcome.NotSent ? new Next.Retry(Duration.ZERO) : null;
    }

    private void apply(Next next, DispatchRow row, Instant now) {
        if (next instanceof Next.Advance) {
            tables.advance(row, now);
        } else if (next instanceof Next.Retry retry) {
            retry(row, retry.after(), now);
        } else if (next instanceof Next.Reconcile reconcile) {
            doubt(row, now.plus(reconcile.after()), now);
        } else if (next instanceof Next.Park) {
            doubt(row, Instant.MAX, now);
        } else if (next instanceof Next.End end) {
            row.message.raise(end.status(), now);
            tables.gone(row);
        }
    }

    private static void retry(DispatchRow row, Duration after, Instant now) {
        AttemptRow doubted = row.state == DispatchRow.State.IN_DOUBT && row.attempt != null
                ? row.message.attempt(row.attempt)
                : null;
        if (doubted != null && after.isZero()) {
            row.again(doubted.attempt().startedAt(), now);
        } else {
            row.ready(now.plus(after));
        }
    }

    private static void doubt(DispatchRow row, Instant nextCheck, Instant now) {
        row.doubtful(nextCheck);
        // One doubtful unit puts the message in doubt, even while later units have not left.
        row.message.raise(MessageStatus.IN_DOUBT, now);
    }
}
