package io.stratos.messaging.sim;

import io.stratos.messaging.id.AttemptId;
import io.stratos.messaging.id.TenantId;
import io.stratos.messaging.spi.store.Claim;
import io.stratos.messaging.spi.store.ClaimToken;
import io.stratos.messaging.spi.store.Draw;
import io.stratos.messaging.spi.store.Ingest;
import io.stratos.messaging.spi.store.IngestResult;
import io.stratos.messaging.spi.store.Intent;
import io.stratos.messaging.spi.store.IntentResult;
import io.stratos.messaging.spi.store.Later;
import io.stratos.messaging.spi.store.MessagingStore;
import io.stratos.messaging.spi.store.ProviderPolls;
import io.stratos.messaging.spi.store.Recovered;
import io.stratos.messaging.spi.store.SendGate;
import io.stratos.messaging.spi.store.SettleResult;
import io.stratos.messaging.spi.store.Settlement;
import io.stratos.messaging.spi.store.StoreGuard;
import io.stratos.messaging.spi.store.StoreSession;
import io.stratos.messaging.spi.store.Taking;
import io.stratos.messaging.spi.store.TenantDirectory;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** A store that hands everything on; layers of the simulation change one verb each. */
class Forwarding implements MessagingStore {

    final MessagingStore inner;

    Forwarding(MessagingStore inner) {
        this.inner = inner;
    }

    @Override
    public Instant now() {
        return inner.now();
    }

    @Override
    public StoreGuard guard() {
        return inner.guard();
    }

    @Override
    public StoreSession session() {
        return inner.session();
    }

    @Override
    public TenantDirectory tenants() {
        return inner.tenants();
    }

    @Override
    public ProviderPolls polls() {
        return inner.polls();
    }

    @Override
    public List<IntentResult> take(Taking what, Supplier<AttemptId> attempts, SendGate gate) {
        return inner.take(what, attempts, gate);
    }

    @Override
    public List<IntentResult> intent(List<Intent> claims, Duration lease, SendGate gate) {
        return inner.intent(claims, lease, gate);
    }

    @Override
    public List<Later> dueLater(List<Claim> claims, Duration grace) {
        return inner.dueLater(claims, grace);
    }

    @Override
    public List<IntentResult> repeat(List<Intent> doubts, Duration lease, SendGate gate) {
        return inner.repeat(doubts, lease, gate);
    }

    @Override
    public List<SettleResult> settle(List<Settlement> settlements) {
        return inner.settle(settlements);
    }

    @Override
    public void release(Collection<ClaimToken> claims) {
        inner.release(claims);
    }

    @Override
    public List<IngestResult> ingest(List<? extends Ingest> events) {
        return inner.ingest(events);
    }

    @Override
    public int seal(int limit) {
        return inner.seal(limit);
    }

    @Override
    public Recovered recover(int limit, Duration lease) {
        return inner.recover(limit, lease);
    }

    @Override
    public void lookAgain(TenantId tenant, Set<Draw.Scope> waitingFor) {
        inner.lookAgain(tenant, waitingFor);
    }

    @Override
    public Optional<AttemptId> attemptOf(String provider, String account, String providerMessageId) {
        return inner.attemptOf(provider, account, providerMessageId);
    }
}
