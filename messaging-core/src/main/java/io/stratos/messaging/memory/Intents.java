package io.stratos.messaging.memory;

import io.stratos.messaging.delivery.Attempt;
import io.stratos.messaging.id.AttemptId;
import io.stratos.messaging.id.ConversationId;
import io.stratos.messaging.message.Message;
import io.stratos.messaging.message.MessageStatus;
import io.stratos.messaging.spi.store.Claim;
import io.stratos.messaging.spi.store.ClaimToken;
import io.stratos.messaging.spi.store.Draw;
import io.stratos.messaging.spi.store.Intent;
import io.stratos.messaging.spi.store.IntentDecision;
import io.stratos.messaging.spi.store.IntentResult;
import io.stratos.messaging.spi.store.SendGate;
import io.stratos.messaging.spi.store.Tallies;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Asks the gate about claims and writes what it decided. */
final class Intents {

    private final Tables tables;

    Intents(Tables tables) {
        this.tables = tables;
    }

    /** Every row is put to the gate before any is written, so that a gate that throws leaves nothing. */
    List<IntentResult> take(List<DispatchRow> due, Duration lease, Supplier<AttemptId> attempts, SendGate gate) {
        Instant now = tables.now();
        List<IntentResult> decided = new ArrayList<>();
        List<DispatchRow> taken = new ArrayList<>();
        Disclosures disclosures = new Disclosures(tables);
        for (DispatchRow row : due) {
            Claim claim = row.toClaim();
            IntentDecision decision = disclosures.turn(claim, ask(claim, gate, now));
            if (!(decision instanceof IntentDecision.Leave)) {
                decided.add(new IntentResult(new Intent(claim, attempts.get()), decision));
                taken.add(row);
            }
        }
        settleLate(decided, gate, now);
        disclosures.note(decided);
        taken.forEach(row -> row.claimed(now.plus(lease)));
        return written(decided, lease, now);
    }

    /** As above. */
    List<IntentResult> intent(List<Intent> claims, Duration lease, SendGate gate) {
        Instant now = tables.now();
        List<IntentResult> decided = new ArrayList<>();
        Disclosures disclosures = new Disclosures(tables);
        for (Intent intent : claims) {
            Claim claim = intent.claim();
            boolean held = held(claim.token()) != null;
            decided.add(new IntentResult(intent, held ? disclosures.turn(claim, ask(claim, gate, now)) : null));
        }
        settleLate(decided, gate, now);
        disclosures.note(decided);
        return written(decided, lease, now);
    }

    /** As above; nothing is written of what may not go. */
    List<IntentResult> repeat(List<Intent> doubts, Duration lease, SendGate gate) {
        Instant now = tables.now();
        List<IntentResult> decided = new ArrayList<>();
        for (Intent doubt : doubts) {
            decided.add(new IntentResult(doubt, doubted(doubt) == null ? null : ask(doubt.claim(), gate, now)));
        }
        decided.replaceAll(result -> repeated(result, now.plus(lease)));
        return decided;
    }

    private IntentResult repeated(IntentResult result, Instant until) {
        Intent doubt = result.intent();
        DispatchRow row = doubted(doubt);
        if (row == null || !(result.decision() instanceof IntentDecision.Proceed proceed)) {
            return result;
        }
        row.message.decided(proceed.decision());
        Objects.requireNonNull(row.message.attempt(doubt.attempt())).repeat();
        row.doubtful(until);
        Claim claim = doubt.claim();
        Claim held = new Claim(row.raisedToken(), claim.message(), claim.progress(), claim.due());
        return new IntentResult(new Intent(held, doubt.attempt()), proceed);
    }

    private @Nullable DispatchRow doubted(Intent doubt) {
        ClaimToken token = doubt.claim().token();
        DispatchRow row = tables.dispatch(token.tenant(), token.message());
        return row != null
                        && row.state == DispatchRow.State.IN_DOUBT
                        && row.isHeldBy(token)
                        && doubt.attempt().equals(row.attempt)
                ? row
                : null;
    }

    private List<IntentResult> written(List<IntentResult> decided, Duration lease, Instant now) {
        List<IntentResult> written = new ArrayList<>();
        for (IntentResult result : decided) {
            written.add(write(result, now.plus(lease), now));
        }
        return written;
    }

    /** Of late messages the first of a contact goes; one for which a limit has no room then stays late. */
    private void settleLate(List<IntentResult> decided, SendGate gate, Instant now) {
        Map<ClaimToken, IntentDecision.CatchUp> late = new HashMap<>();
        Set<Scoped<ConversationId>> going = new HashSet<>();
        decided.replaceAll(result -> {
            if (!(result.decision() instanceof IntentDecision.CatchUp catchUp)) {
                return result;
            }
            Claim claim = result.intent().claim();
            late.put(claim.token(), catchUp);
            boolean first = tables.isFirstSince(claim.message(), catchUp.due())
                    && going.add(new Scoped<>(
                            claim.message().tenant(), claim.message().conversation()));
            return new IntentResult(result.intent(), first ? catchUp.way() : catchUp.otherwise());
        });
        grant(decided, gate, now);
        decided.replaceAll(result -> {
            Claim claim = result.intent().claim();
            IntentDecision.CatchUp catchUp = late.get(claim.token());
            if (catchUp != null && result.decision() instanceof IntentDecision.Proceed) {
                tables.caughtUp(claim.message(), now);
            }
            return catchUp != null && result.decision() instanceof IntentDecision.Defer defer
                    ? new IntentResult(result.intent(), defer.owing(catchUp.due()))
                    : result;
        });
    }

    /** Takes what the decisions draw on limits; where there is no room, the claim waits. */
    private void grant(List<IntentResult> decided, SendGate gate, Instant now) {
        if (Tallies.keys(decided).isEmpty()) {
            return;
        }
        Tallies tallies = new Tallies(tables.tallies, now);
        decided.replaceAll(result -> tallies.grant(gate, result));
        tables.tallies.putAll(tallies.changed());
    }

    private IntentDecision ask(Claim claim, SendGate gate, Instant now) {
        Message message = claim.message();
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
        if (decision instanceof IntentDecision.Decided made) {
            row.message.decided(made.decision());
        }
        if (decision instanceof IntentDecision.Proceed proceed) {
            begin(row, intent.attempt(), proceed, until, now);
        } else if (decision instanceof IntentDecision.Defer defer) {
            defer(row, defer);
        } else if (decision instanceof IntentDecision.Leave) {
            row.ready(now);
        } else if (decision instanceof IntentDecision.Stop stop) {
            row.message.raise(stop.status(), now);
            tables.gone(row);
        }
        return result;
    }

    private static void defer(DispatchRow row, IntentDecision.Defer defer) {
        Draw.Scope limit = defer.waitsFor();
        if (limit == null) {
            row.deferred(defer.until(), defer.owed());
        } else {
            row.waits(limit, defer.until(), defer.owed());
        }
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
