package io.stratos.messaging.sim;

import io.stratos.messaging.id.AttemptId;
import io.stratos.messaging.message.Message;
import io.stratos.messaging.spi.store.Claim;
import io.stratos.messaging.spi.store.ClaimToken;
import io.stratos.messaging.spi.store.Ingest;
import io.stratos.messaging.spi.store.IngestResult;
import io.stratos.messaging.spi.store.Intent;
import io.stratos.messaging.spi.store.IntentDecision;
import io.stratos.messaging.spi.store.IntentResult;
import io.stratos.messaging.spi.store.MessagingStore;
import io.stratos.messaging.spi.store.Recovered;
import io.stratos.messaging.spi.store.SendGate;
import io.stratos.messaging.spi.store.SettleResult;
import io.stratos.messaging.spi.store.Settlement;
import io.stratos.messaging.spi.store.Taking;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.function.Supplier;

/** Above every planted bug: what an engine is told of claims and leases. */
final class LeaseWatch extends Forwarding {

    private final World world;
    private final Node node;

    LeaseWatch(MessagingStore inner, World world, Node node) {
        super(inner);
        this.world = world;
        this.node = node;
    }

    @Override
    public List<IntentResult> take(Taking what, Supplier<AttemptId> attempts, SendGate gate) {
        Instant until = world.now().plus(what.lease());
        List<IntentResult> results = inner.take(what, attempts, gate);
        for (IntentResult result : results) {
            Claim claim = result.intent().claim();
            Message message = claim.message();
            world.log(node + " takes " + message.id() + " unit "
                    + claim.progress().unit() + " token " + claim.token().token());
            world.claimed(claim, until);
        }
        decided(results, until);
        return results;
    }

    @Override
    public List<IntentResult> intent(List<Intent> claims, Duration lease, SendGate gate) {
        Instant until = world.now().plus(lease);
        List<IntentResult> results = inner.intent(claims, lease, gate);
        decided(results, until);
        return results;
    }

    private void decided(List<IntentResult> results, Instant until) {
        for (IntentResult result : results) {
            if (result.decision() instanceof IntentDecision.Decided decision) {
                world.leases.decided(
                        result.intent().claim().token(), decision instanceof IntentDecision.Proceed, until);
            } else if (result.decision() instanceof IntentDecision.Leave) {
                world.leases.released(result.intent().claim().token());
            }
        }
    }

    @Override
    public List<IntentResult> repeat(List<Intent> doubts, Duration lease, SendGate gate) {
        Instant until = world.now().plus(lease);
        List<IntentResult> results = inner.repeat(doubts, lease, gate);
        for (IntentResult result : results) {
            if (result.decision() instanceof IntentDecision.Proceed) {
                world.log(node + " may repeat " + result.intent().attempt());
                world.leases.decided(result.intent().claim().token(), true, until);
            }
        }
        return results;
    }

    @Override
    public List<SettleResult> settle(List<Settlement> settlements) {
        List<SettleResult> results = inner.settle(settlements);
        for (int i = 0; i < results.size(); i++) {
            Settlement done = settlements.get(i);
            world.log(node + " settles " + done.attempt() + " "
                    + done.outcome().getClass().getSimpleName() + " "
                    + done.next().getClass().getSimpleName() + ": " + results.get(i));
            if (results.get(i) != SettleResult.RECORDED) {
                world.leases.ended(done.token().message());
            }
        }
        return results;
    }

    @Override
    public void release(Collection<ClaimToken> claims) {
        inner.release(claims);
        claims.forEach(world.leases::released);
    }

    @Override
    public List<IngestResult> ingest(List<? extends Ingest> events) {
        List<IngestResult> results = inner.ingest(events);
        for (IngestResult result : results) {
            if (result.message() != null) {
                world.leases.reported(result.message());
            }
        }
        return results;
    }

    @Override
    public Recovered recover(int limit, Duration lease) {
        Recovered recovered = inner.recover(limit, lease);
        if (recovered.released() + recovered.doubted() + recovered.due().size() > 0) {
            world.log(node + " recovers: " + recovered.released() + " claims, " + recovered.doubted() + " requests, "
                    + recovered.due().size() + " doubts");
        }
        recovered.due().forEach(doubt -> world.leases.doubted(world, doubt));
        return recovered;
    }
}
