package io.stratos.messaging.sim;

import io.stratos.messaging.consent.Consent;
import io.stratos.messaging.consent.ConsentEvent;
import io.stratos.messaging.contact.Address;
import io.stratos.messaging.id.AttemptId;
import io.stratos.messaging.id.ContactId;
import io.stratos.messaging.id.ConversationId;
import io.stratos.messaging.id.TenantId;
import io.stratos.messaging.schedule.ContactTimes;
import io.stratos.messaging.spi.store.AcceptResult;
import io.stratos.messaging.spi.store.AddressRecord;
import io.stratos.messaging.spi.store.ClaimToken;
import io.stratos.messaging.spi.store.Ingest;
import io.stratos.messaging.spi.store.IngestResult;
import io.stratos.messaging.spi.store.Intent;
import io.stratos.messaging.spi.store.IntentResult;
import io.stratos.messaging.spi.store.MessagingStore;
import io.stratos.messaging.spi.store.NewMessage;
import io.stratos.messaging.spi.store.Recovered;
import io.stratos.messaging.spi.store.SendGate;
import io.stratos.messaging.spi.store.SettleResult;
import io.stratos.messaging.spi.store.Settlement;
import io.stratos.messaging.spi.store.StoreSession;
import io.stratos.messaging.spi.store.Taking;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** The store as one process sees it: dying, failing and standing still happen right before and right after each verb. */
final class Boundary extends Forwarding {

    private final Life life;

    Boundary(MessagingStore inner, Life life) {
        super(inner);
        this.life = life;
    }

    @Override
    public List<IntentResult> take(Taking what, Supplier<AttemptId> attempts, SendGate gate) {
        return life.around("take", () -> inner.take(what, attempts, gate));
    }

    @Override
    public List<IntentResult> intent(List<Intent> claims, Duration lease, SendGate gate) {
        return life.around("intent", () -> inner.intent(claims, lease, gate));
    }

    @Override
    public List<IntentResult> repeat(List<Intent> doubts, Duration lease, SendGate gate) {
        return life.around("repeat", () -> inner.repeat(doubts, lease, gate));
    }

    @Override
    public List<SettleResult> settle(List<Settlement> settlements) {
        return life.around("settle", () -> inner.settle(settlements));
    }

    @Override
    public void release(Collection<ClaimToken> claims) {
        life.around("release", () -> {
            inner.release(claims);
            return claims;
        });
    }

    @Override
    public List<IngestResult> ingest(List<? extends Ingest> events) {
        return life.around("ingest", () -> inner.ingest(events));
    }

    @Override
    public Recovered recover(int limit, Duration lease) {
        return life.around("recover", () -> inner.recover(limit, lease));
    }

    @Override
    public StoreSession session() {
        return new ForwardingSession(inner.session()) {

            @Override
            public AddressRecord ensureAddress(
                    TenantId tenant, Address address, ContactId contact, ConversationId with) {
                return life.around("ensureAddress", () -> inner.ensureAddress(tenant, address, contact, with));
            }

            @Override
            public List<AcceptResult> accept(List<NewMessage> messages) {
                return life.around("accept", () -> inner.accept(messages));
            }

            @Override
            public Optional<AcceptResult> acceptIfUnchanged(NewMessage message, AddressRecord recipient) {
                return life.around("accept", () -> inner.acceptIfUnchanged(message, recipient));
            }

            @Override
            public ContactTimes changeTimes(TenantId tenant, Address address, UnaryOperator<ContactTimes> change) {
                return life.around("record", () -> inner.changeTimes(tenant, address, change));
            }

            @Override
            public Consent record(TenantId tenant, ConsentEvent event) {
                return life.around("record", () -> inner.record(tenant, event));
            }
        };
    }
}
