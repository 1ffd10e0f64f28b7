package io.stratos.messaging.sim;

import io.stratos.messaging.delivery.Outcome;
import io.stratos.messaging.delivery.Refusal;
import io.stratos.messaging.delivery.Resolving;
import io.stratos.messaging.id.AttemptId;
import io.stratos.messaging.id.MessageId;
import io.stratos.messaging.id.TenantId;
import io.stratos.messaging.message.MessageStatus;
import io.stratos.messaging.spi.store.ClaimToken;
import io.stratos.messaging.spi.store.Intent;
import io.stratos.messaging.spi.store.IntentDecision;
import io.stratos.messaging.spi.store.IntentResult;
import io.stratos.messaging.spi.store.Interventions.Order;
import io.stratos.messaging.spi.store.MessagingStore;
import io.stratos.messaging.spi.store.Recovered;
import io.stratos.messaging.spi.store.SendGate;
import io.stratos.messaging.spi.store.SettleResult;
import io.stratos.messaging.spi.store.Settlement;
import io.stratos.messaging.spi.store.Settlement.Next;
import io.stratos.messaging.spi.store.StoreSession;
import io.stratos.messaging.spi.store.Taking;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** Bugs in what follows a request. */
final class SettleBugs {

    private SettleBugs() {}

    static void plant(Map<String, Supplier<Bug>> bugs) {
        bugs.put("what is in doubt is sent again", () -> settled(SettleBugs::resent));
        bugs.put("what is never to be sent again is sent again", () -> settled(SettleBugs::insisted));
        bugs.put("what the host shall decide is sent again", () -> settled(SettleBugs::undecided));
        bugs.put("a resend does not wait for the first request", () -> AcceptBugs.on(Hasty::new));
        bugs.put("a doubt is decided twice", () -> AcceptBugs.on(Twice::new));
        bugs.put("what is in doubt counts as accepted", () -> settled(SettleBugs::believed));
        bugs.put("what was refused counts as accepted", () -> settled(SettleBugs::confirmed));
        bugs.put("what was accepted counts as refused", () -> settled(SettleBugs::denied));
        bugs.put("what was not sent counts as sent", () -> settled(SettleBugs::skipped));
        bugs.put("the rest of a long text is forgotten", () -> settled(SettleBugs::cut));
        bugs.put("a retry is due in a hundred years", () -> settled(SettleBugs::postponed));
        bugs.put("a settlement is lost", () -> DispatchBugs.store(LostSettle::new));
        bugs.put("settling is not fenced", Unfenced::new);
        bugs.put("recovery makes requests on their way ready again", () -> DispatchBugs.store(ReadyAgain::new));
    }

    private static Bug settled(UnaryOperator<Settlement> change) {
        return DispatchBugs.store(inner -> new Forwarding(inner) {
            @Override
            public List<SettleResult> settle(List<Settlement> settlements) {
                return inner.settle(settlements.stream().map(change).toList());
            }
        });
    }

    private static Settlement with(Settlement done, Outcome outcome, Next next) {
        return new Settlement(done.token(), done.attempt(), outcome, next);
    }

    private static Settlement resent(Settlement done) {
        return done.outcome() instanceof Outcome.InDoubt
                ? with(done, done.outcome(), new Next.Retry(Duration.ZERO))
                : done;
    }

    private static Settlement insisted(Settlement done) {
        boolean absent = done.outcome() instanceof Outcome.NotSent notSent
                && notSent.reason().startsWith("absent");
        return absent && done.next() instanceof Next.End
                ? with(done, done.outcome(), new Next.Retry(Duration.ZERO))
                : done;
    }

    private static Settlement undecided(Settlement done) {
        return done.next() instanceof Next.Park ? with(done, done.outcome(), new Next.Retry(Duration.ZERO)) : done;
    }

    private static final class Hasty extends ForwardingSession {

        Hasty(StoreSession inner) {
            super(inner);
        }

        @Override
        public Optional<Resolving> resolve(TenantId tenant, Order order) {
            return inner.resolve(
                    tenant,
                    new Order(
                            order.message(),
                            order.attempt(),
                            order.resolution(),
                            Duration.ZERO,
                            order.by(),
                            order.reason()));
        }
    }

    private static final class Twice extends ForwardingSession {

        Twice(StoreSession inner) {
            super(inner);
        }

        @Override
        public Optional<Resolving> resolve(TenantId tenant, Order order) {
            return inner.resolve(tenant, order)
                    .map(result -> result == Resolving.NOT_IN_DOUBT ? Resolving.RESOLVED : result);
        }
    }

    private static Settlement believed(Settlement done) {
        return done.outcome() instanceof Outcome.InDoubt
                ? with(done, new Outcome.Accepted("id-" + done.attempt()), new Next.Advance())
                : done;
    }

    private static Settlement confirmed(Settlement done) {
        return done.outcome() instanceof Outcome.Refused
                ? with(done, new Outcome.Accepted("id-" + done.attempt()), new Next.Advance())
                : done;
    }

    private static Settlement denied(Settlement done) {
        return done.outcome() instanceof Outcome.Accepted
                ? with(done, new Outcome.Refused(Refusal.RECIPIENT, "planted", ""), new Next.End(MessageStatus.FAILED))
                : done;
    }

    private static Settlement skipped(Settlement done) {
        return done.outcome() instanceof Outcome.NotSent
                ? with(done, done.outcome(), new Next.End(MessageStatus.SENT))
                : done;
    }

    private static Settlement cut(Settlement done) {
        return done.next() instanceof Next.Advance
                ? with(done, done.outcome(), new Next.End(MessageStatus.SENT))
                : done;
    }

    private static Settlement postponed(Settlement done) {
        return done.next() instanceof Next.Retry
                ? with(done, done.outcome(), new Next.Retry(Duration.ofDays(36_500)))
                : done;
    }

    private static final class LostSettle extends Forwarding {

        private int count;

        LostSettle(MessagingStore inner) {
            super(inner);
        }

        @Override
        public List<SettleResult> settle(List<Settlement> settlements) {
            return ++count % 7 == 0
                    ? settlements.stream().map(lost -> SettleResult.APPLIED).toList()
                    : inner.settle(settlements);
        }
    }

    /** Whatever comes late is taken for what came of the latest attempt. */
    private static final class Unfenced extends Bug {

        private final Map<MessageId, ClaimToken> tokens = new HashMap<>();
        private final Map<MessageId, AttemptId> attempts = new HashMap<>();

        @Override
        MessagingStore store(MessagingStore inner, Node node) {
            return new Forwarding(inner) {
                @Override
                public List<IntentResult> take(Taking what, Supplier<AttemptId> ids, SendGate gate) {
                    List<IntentResult> results = inner.take(what, ids, gate);
                    results.stream()
                            .map(result -> result.intent().claim())
                            .forEach(claim -> tokens.put(claim.message().id(), claim.token()));
                    return begun(results);
                }

                @Override
                public List<IntentResult> intent(List<Intent> claims, Duration lease, SendGate gate) {
                    return begun(inner.intent(claims, lease, gate));
                }

                private List<IntentResult> begun(List<IntentResult> results) {
                    results.stream()
                            .filter(result -> result.decision() instanceof IntentDecision.Proceed)
                            .forEach(result -> attempts.put(
                                    result.intent().claim().message().id(),
                                    result.intent().attempt()));
                    return results;
                }

                @Override
                public Recovered recover(int limit, Duration lease) {
                    Recovered recovered = inner.recover(limit, lease);
                    recovered.due().forEach(doubt -> tokens.put(doubt.message().id(), doubt.token()));
                    return recovered;
                }

                @Override
                public List<SettleResult> settle(List<Settlement> settlements) {
                    return inner.settle(settlements.stream().map(this::latest).toList());
                }

                private Settlement latest(Settlement done) {
                    MessageId id = done.token().message();
                    return new Settlement(
                            tokens.getOrDefault(id, done.token()),
                            attempts.getOrDefault(id, done.attempt()),
                            done.outcome(),
                            done.next());
                }
            };
        }
    }

    private static final class ReadyAgain extends Forwarding {

        ReadyAgain(MessagingStore inner) {
            super(inner);
        }

        @Override
        public Recovered recover(int limit, Duration lease) {
            Recovered recovered = inner.recover(limit, lease);
            List<Recovered.Doubt> left = new ArrayList<>();
            for (Recovered.Doubt doubt : recovered.due()) {
                if (doubt.attempt().outcome() == null) {
                    inner.settle(List.of(new Settlement(
                            doubt.token(),
                            doubt.attempt().id(),
                            new Outcome.NotSent("its lease ended", null),
                            new Next.Retry(Duration.ZERO))));
                } else {
                    left.add(doubt);
                }
            }
            return new Recovered(recovered.released(), recovered.doubted(), left);
        }
    }
}
