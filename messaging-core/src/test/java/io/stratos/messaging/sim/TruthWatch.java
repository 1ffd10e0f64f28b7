package io.stratos.messaging.sim;

import io.stratos.messaging.consent.Consent;
import io.stratos.messaging.consent.ConsentEvent;
import io.stratos.messaging.delivery.Attempt;
import io.stratos.messaging.id.AttemptId;
import io.stratos.messaging.id.MessageId;
import io.stratos.messaging.id.TenantId;
import io.stratos.messaging.message.Message;
import io.stratos.messaging.spi.store.AddressRecord;
import io.stratos.messaging.spi.store.Ingest;
import io.stratos.messaging.spi.store.IngestResult;
import io.stratos.messaging.spi.store.Intent;
import io.stratos.messaging.spi.store.IntentDecision;
import io.stratos.messaging.spi.store.IntentResult;
import io.stratos.messaging.spi.store.MessagingStore;
import io.stratos.messaging.spi.store.SendGate;
import io.stratos.messaging.spi.store.StoreSession;
import io.stratos.messaging.spi.store.Taking;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** Right above the store and below every planted bug: sees which intents truly committed, and what had been agreed then. */
final class TruthWatch extends Forwarding {

    private final World world;

    TruthWatch(MessagingStore inner, World world) {
        super(inner);
        this.world = world;
    }

    @Override
    public List<IntentResult> take(Taking what, Supplier<AttemptId> attempts, SendGate gate) {
        Map<MessageId, Journal.Known> agreed = new HashMap<>();
        return watched(agreed, inner.take(what, attempts, asking(agreed, gate)));
    }

    @Override
    public List<IntentResult> intent(List<Intent> claims, Duration lease, SendGate gate) {
        Map<MessageId, Journal.Known> agreed = new HashMap<>();
        return watched(agreed, inner.intent(claims, lease, asking(agreed, gate)));
    }

    @Override
    public List<IntentResult> repeat(List<Intent> doubts, Duration lease, SendGate gate) {
        Map<MessageId, Journal.Known> agreed = new HashMap<>();
        List<IntentResult> results = inner.repeat(doubts, lease, asking(agreed, gate));
        for (IntentResult result : results) {
            if (result.decision() instanceof IntentDecision.Proceed proceed) {
                world.permitted(
                        result.intent().attempt(),
                        proceed.route().from(),
                        agreed.get(result.intent().claim().message().id()));
            }
        }
        return results;
    }

    /** What had been agreed is read while the lock is held: nobody else's thread is running. */
    private SendGate asking(Map<MessageId, Journal.Known> agreed, SendGate gate) {
        return (claim, recipient) -> {
            agreed.put(claim.message().id(), known(claim.message(), recipient));
            return gate.decide(claim, recipient);
        };
    }

    private List<IntentResult> watched(Map<MessageId, Journal.Known> agreed, List<IntentResult> results) {
        for (IntentResult result : results) {
            if (result.decision() instanceof IntentDecision.Proceed proceed) {
                Message message = result.intent().claim().message();
                Attempt attempt =
                        inner.session().trace(message.tenant(), message.id()).orElseThrow().attempts().stream()
                                .filter(made -> made.id().equals(result.intent().attempt()))
                                .findFirst()
                                .orElseThrow();
                world.intended(
                        attempt.id(),
                        new Journal.Intended(
                                message,
                                attempt.unit(),
                                proceed.unitLimit(),
                                world.now(),
                                proceed.route().from(),
                                agreed.get(message.id())));
            } else if (result.decision() instanceof IntentDecision.Decided refused) {
                Message message = result.intent().claim().message();
                world.refused(message, refused.decision(), agreed.get(message.id()));
            }
        }
        return results;
    }

    /** By the ledger alone: the state beside it might be wrong. */
    private Journal.Known known(Message message, AddressRecord recipient) {
        return new Journal.Known(
                List.copyOf(inner.session().events(message.tenant(), message.contactAddress())),
                recipient.notes().times());
    }

    @Override
    public List<IngestResult> ingest(List<? extends Ingest> events) {
        List<IngestResult> results = inner.ingest(events);
        for (int i = 0; i < results.size(); i++) {
            if (results.get(i).kind() == IngestResult.Kind.STORED && events.get(i) instanceof Ingest.Inbound text) {
                text.consent().forEach(event -> world.recorded(text.message().tenant(), event));
            }
        }
        return results;
    }

    @Override
    public StoreSession session() {
        return new ForwardingSession(inner.session()) {
            @Override
            public Consent record(TenantId tenant, ConsentEvent event) {
                Consent after = inner.record(tenant, event);
                world.recorded(tenant, event);
                return after;
            }
        };
    }
}
