package io.stratos.messaging.memory;

import io.stratos.messaging.message.Message;
import io.stratos.messaging.message.MessageStatus;
import io.stratos.messaging.spi.store.Claim;
import io.stratos.messaging.spi.store.ClaimToken;
import io.stratos.messaging.spi.store.Disclosed;
import io.stratos.messaging.spi.store.IntentDecision;
import io.stratos.messaging.spi.store.IntentResult;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Which message of a call carries the disclosure to whom. */
final class Disclosures {

    private final Tables tables;
    private final Map<ClaimToken, AddressRow> first = new HashMap<>();
    private final Set<AddressRow> going = new HashSet<>();

    Disclosures(Tables tables) {
        this.tables = tables;
    }

    IntentDecision turn(Claim claim, IntentDecision decision) {
        if (!(decision instanceof IntentDecision.First either)) {
            return decision;
        }
        Message message = claim.message();
        AddressRow row = tables.addresses.require(message.tenant(), message.contactAddress());
        if (going.contains(row)) {
            return new IntentDecision.Leave();
        }
        Disclosed shown = row.notes.disclosed();
        if (shown != null && goes(message, row, shown)) {
            return either.otherwise();
        }
        going.add(row);
        first.put(claim.token(), row);
        return either.way();
    }

    private boolean goes(Message other, AddressRow row, Disclosed shown) {
        MessageRow message = tables.message(other.tenant(), shown.by());
        if (shown.certain() || message == null) {
            return shown.certain();
        }
        DispatchRow dispatch = tables.dispatch(other.tenant(), shown.by());
        boolean taken = dispatch == null ? isTaken(message.message().status()) : dispatch.unit() > 0;
        if (taken) {
            row.notes = row.notes.with(new Disclosed(shown.by(), true));
        }
        return taken
                || (dispatch != null
                        && (dispatch.state == DispatchRow.State.SENDING
                                || dispatch.state == DispatchRow.State.IN_DOUBT));
    }

    private static boolean isTaken(MessageStatus status) {
        return status == MessageStatus.SENT || status == MessageStatus.DELIVERED || status == MessageStatus.READ;
    }

    /** What did not go in the end uses nothing up. */
    void note(List<IntentResult> decided) {
        for (IntentResult result : decided) {
            Claim claim = result.intent().claim();
            AddressRow row = first.get(claim.token());
            if (row != null && result.decision() instanceof IntentDecision.Proceed) {
                row.notes = row.notes.with(new Disclosed(claim.message().id(), false));
            }
        }
    }
}
