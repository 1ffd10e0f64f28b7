package io.stratos.messaging.memory;

import io.stratos.messaging.delivery.Attempt;
import io.stratos.messaging.id.AttemptId;
import io.stratos.messaging.message.Message;
import io.stratos.messaging.message.MessageStatus;
import io.stratos.messaging.spi.store.Claim;
import io.stratos.messaging.spi.store.ClaimToken;
import io.stratos.messaging.spi.store.Intent;
import io.stratos.messaging.spi.store.IntentDecision;
import io.stratos.messaging.spi.store.IntentResult;
import io.stratos.messaging.spi.store.SendGate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Asks the gate about claims and writes what it decided. */
final class Intents {

    private final Tables tables;

    Intents(Tables tables) {
        this.tables = tables;
    }

    /** Every element is decided before any is written, so that a gate that throws leaves nothing. */
    List<IntentResult> intent(List<Intent> claims, Duration lease, SendGate gate) {
        Instant now = tables.now();
        List<IntentResult> decided = new ArrayList<>();
        for (Intent intent : claims) {
            decided.add(new IntentResult(intent, decide(intent.claim(), gate, now)));
        }
        List<IntentResult> written = new ArrayList<>();
        for (IntentResult result : decided) {
            written.add(write(result, now.plus(lease), now));
        }
        return written;
    }

    private @Nullable IntentDecision decide(Claim claim, SendGate gate, Instant now) {
        DispatchRow row = held(claim.token());
        if (row == null) {
            return null;
        }
        Message message = row.message.message();
        AddressRow recipient = tables.addresses.require(message.tenant(), message.contactAddress());
        return gate.decide(claim, recipient.read(now));
    }

    private IntentResult write(IntentResult result, Instant until, Instant now) {
        Intent intent = result.intent();
        IntentDecision decision = result.decision();
        DispatchRow row = held(intent.claim().token());
        if (row == null || decision == null) {
            return new IntentResult(intent, null);
        }
        row.message.decided(decision.decision());
        if (decision instanceof IntentDecision.Proceed proceed) {
            begin(row, intent.attempt(), proceed, until, now);
        } else if (decision instanceof IntentDecision.Defer defer) {
            row.ready(defer.until());
        } else if (decision instanceof IntentDecision.Stop stop) {
            row.message.raise(stop.status(), now);
            tables.gone(row);
        }
        return result;
    }

    private void begin(DispatchRow row, AttemptId id, IntentDecision.Proceed proceed, Instant until, Instant now) {
        // The cut is fixed at the first intent: units that left cannot be cut again.
        int units = row.isBeforeFirstIntent() ? proceed.unitCount() : row.message.units();
        Attempt attempt = new Attempt(id, row.unit(), proceed.route(), now, null, null, MessageStatus.SENDING);
        AttemptRow attemptRow = new AttemptRow(row.message, attempt);
        tables.attempts.put(id, attemptRow);
        row.message.begin(attemptRow, units, now);
        row.sending(id, proceed.unitLimit(), until);
    }

    private @Nullable DispatchRow held(ClaimToken claim) {
        DispatchRow row = tables.dispatch(claim.tenant(), claim.message());
        return row != null && row.state == DispatchRow.State.CLAIMED && row.isHeldBy(claim) ? row : null;
    }
}
