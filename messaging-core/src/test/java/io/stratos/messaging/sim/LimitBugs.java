package io.stratos.messaging.sim;

import io.stratos.messaging.id.AttemptId;
import io.stratos.messaging.id.TenantId;
import io.stratos.messaging.limit.Period;
import io.stratos.messaging.spi.store.AddressRecord;
import io.stratos.messaging.spi.store.Claim;
import io.stratos.messaging.spi.store.Crossing;
import io.stratos.messaging.spi.store.Draw;
import io.stratos.messaging.spi.store.Intent;
import io.stratos.messaging.spi.store.IntentDecision;
import io.stratos.messaging.spi.store.IntentDecision.Proceed;
import io.stratos.messaging.spi.store.IntentResult;
import io.stratos.messaging.spi.store.MessagingStore;
import io.stratos.messaging.spi.store.SendGate;
import io.stratos.messaging.spi.store.Taking;
import io.stratos.messaging.spi.store.Tally;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** Bugs in counting against limits. */
final class LimitBugs {

    private static final long NO_LIMIT = 1_000_000;

    private LimitBugs() {}

    static void plant(Map<String, Supplier<Bug>> bugs) {
        bugs.put("limits are counted by each node alone", () -> draws((draw, node) -> about(draw, "@" + node)));
        bugs.put("a tally is not written", () -> {
            AtomicLong number = new AtomicLong();
            return draws((draw, node) -> about(draw, "#" + number.incrementAndGet()));
        });
        bugs.put("a limit's window is too short", () -> draws((draw, node) -> shortened(draw)));
        bugs.put("limits are counted outside the lock", CountedBefore::new);
        bugs.put("a budget's percentage is told twice", ToldTwice::new);
    }

    private static Draw about(Draw draw, String more) {
        Draw.Key key = draw.key();
        return with(draw, new Draw.Key(key.tenant(), key.scope(), key.subject() + more), draw.limit(), draw.period());
    }

    private static Draw shortened(Draw draw) {
        return draw.period() instanceof Period.Sliding sliding
                ? with(
                        draw,
                        draw.key(),
                        draw.limit(),
                        new Period.Sliding(sliding.length().dividedBy(2)))
                : draw;
    }

    private static Draw with(Draw draw, Draw.Key key, long limit, Period period) {
        return new Draw(key, limit, period, draw.amount(), draw.alerts(), draw.terms(), draw.urgent());
    }

    private static Proceed with(Proceed plan, List<Draw> draws, List<Crossing> crossings) {
        return new Proceed(
                plan.decision(), plan.route(), plan.unitLimit(), plan.unitCount(), draws, crossings, plan.latest());
    }

    private static Bug draws(BiFunction<Draw, Node, Draw> change) {
        return new Bug() {
            @Override
            MessagingStore store(MessagingStore inner, Node node) {
                return new Limited(inner, gate -> (claim, recipient) -> {
                    IntentDecision decision = gate.decide(claim, recipient);
                    return decision instanceof Proceed plan
                            ? with(
                                    plan,
                                    plan.draws().stream()
                                            .map(draw -> change.apply(draw, node))
                                            .toList(),
                                    List.of())
                            : decision;
                });
            }
        };
    }

    /** A store whose gate is another. */
    private static class Limited extends Forwarding {

        private final UnaryOperator<SendGate> change;

        Limited(MessagingStore inner, UnaryOperator<SendGate> change) {
            super(inner);
            this.change = change;
        }

        @Override
        public List<IntentResult> take(Taking what, Supplier<AttemptId> attempts, SendGate gate) {
            return after(inner.take(what, attempts, change.apply(gate)));
        }

        @Override
        public List<IntentResult> intent(List<Intent> claims, Duration lease, SendGate gate) {
            return after(inner.intent(claims, lease, change.apply(gate)));
        }

        List<IntentResult> after(List<IntentResult> results) {
            return results;
        }
    }

    /** Each node goes by what it read when it was last here. */
    private static final class CountedBefore extends Bug {

        @Override
        MessagingStore store(MessagingStore inner, Node node) {
            Map<Draw.Key, String> read = new HashMap<>();
            return new Limited(inner, gate -> stale(inner, gate, read));
        }

        private static SendGate stale(MessagingStore inner, SendGate gate, Map<Draw.Key, String> read) {
            Map<Draw.Key, String> before = Map.copyOf(read);
            List<Draw.Key> keys = new ArrayList<>();
            for (TenantId tenant : World.TENANTS) {
                keys.add(new Draw.Key(tenant, Draw.Scope.TENANT, ""));
            }
            read.putAll(inner.session().tallies(keys));
            return (claim, recipient) -> decide(gate, claim, recipient, before);
        }

        private static IntentDecision decide(
                SendGate gate, Claim claim, AddressRecord recipient, Map<Draw.Key, String> before) {
            if (!(gate.decide(claim, recipient) instanceof Proceed plan)) {
                return gate.decide(claim, recipient);
            }
            List<Draw> counted = new ArrayList<>();
            for (Draw draw : plan.draws()) {
                Instant from = draw.key().scope() == Draw.Scope.TENANT
                        ? Tally.of(before.get(draw.key()), draw.period()).refusal(draw, recipient.readAt())
                        : null;
                if (from != null) {
                    return gate.overLimit(claim, plan, draw, from);
                }
                counted.add(with(draw, draw.key(), NO_LIMIT, draw.period()));
            }
            return with(plan, counted, List.of());
        }
    }

    private static final class ToldTwice extends Bug {

        private List<Crossing> last = List.of();

        @Override
        MessagingStore store(MessagingStore inner, Node node) {
            return new Limited(inner, gate -> gate) {
                @Override
                List<IntentResult> after(List<IntentResult> results) {
                    return results.stream().map(ToldTwice.this::again).toList();
                }
            };
        }

        private IntentResult again(IntentResult result) {
            if (!(result.decision() instanceof Proceed plan)) {
                return result;
            }
            List<Crossing> before = last;
            last = plan.crossings();
            return plan.crossings().isEmpty() && !before.isEmpty()
                    ? new IntentResult(result.intent(), with(plan, plan.draws(), before))
                    : result;
        }
    }
}
