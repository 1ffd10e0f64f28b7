package io.stratos.messaging.sim;

import io.stratos.messaging.id.AttemptId;
import io.stratos.messaging.id.ContactId;
import io.stratos.messaging.id.ConversationId;
import io.stratos.messaging.id.MessageId;
import io.stratos.messaging.message.Message;
import io.stratos.messaging.spi.store.AddressRecord;
import io.stratos.messaging.spi.store.Claim;
import io.stratos.messaging.spi.store.Intent;
import io.stratos.messaging.spi.store.IntentDecision;
import io.stratos.messaging.spi.store.IntentResult;
import io.stratos.messaging.spi.store.MessagingStore;
import io.stratos.messaging.spi.store.Recovered;
import io.stratos.messaging.spi.store.SendGate;
import io.stratos.messaging.spi.store.Taking;
import io.stratos.messaging.tenant.TenantProfile;
import io.stratos.messaging.tenant.TenantStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** Bugs between due and on its way: claim, intent, recover. */
final class DispatchBugs {

    private static final UUID NOBODY = new UUID(0x7000L, 0x8000000000000000L);

    private static final SendGate HOLD = (claim, recipient) -> new IntentDecision.Hold();

    private DispatchBugs() {}

    static void plant(Map<String, Supplier<Bug>> bugs) {
        bugs.put("the intent ignores that the claim was lost", () -> intent(DispatchBugs::unfenced));
        bugs.put("consent is read before the lock", StaleConsent::new);
        bugs.put("the intent is not committed", () -> intent(DispatchBugs::uncommitted));
        bugs.put(
                "the gate's now is when the message was made",
                () -> gate((claim, now) -> claim.message().createdAt()));
        bugs.put("the gate's now is an hour old", () -> gate((claim, now) -> now.minusSeconds(3_600)));
        bugs.put("a claim is given to two", DoubledClaim::new);
        bugs.put("claim ignores that the tenant is suspended", () -> store(IgnoredSuspension::new));
        bugs.put("leases end by the node's clock", NodeClockLeases::new);
        bugs.put("the unit after the next is sent", () -> unit(DispatchBugs::skipped));
        bugs.put("units are sent in another order", () -> unit(DispatchBugs::swapped));
        bugs.put("what waits for its account waits for ever", () -> store(AccountForEver::new));
        bugs.put("nothing left behind is recovered", () -> store(NoRecovery::new));
        bugs.put("doubts are not looked into", () -> store(NoDoubts::new));
    }

    static Bug store(UnaryOperator<MessagingStore> change) {
        return new Bug() {
            @Override
            MessagingStore store(MessagingStore inner, Node node) {
                return change.apply(inner);
            }
        };
    }

    /** How a bug answers intents. */
    @FunctionalInterface
    private interface IntentVerb {
        List<IntentResult> intent(MessagingStore inner, List<Intent> claims, Duration lease, SendGate gate);
    }

    private static Bug intent(IntentVerb verb) {
        return store(inner -> new Forwarding(inner) {
            @Override
            public List<IntentResult> take(Taking what, Supplier<AttemptId> attempts, SendGate gate) {
                return inner.take(what, attempts, HOLD);
            }

            @Override
            public List<IntentResult> intent(List<Intent> claims, Duration lease, SendGate gate) {
                return verb.intent(inner, claims, lease, gate);
            }
        });
    }

    private static List<IntentResult> uncommitted(
            MessagingStore inner, List<Intent> claims, Duration lease, SendGate gate) {
        return claims.stream()
                .map(intent -> new IntentResult(intent, gate.decide(intent.claim(), read(inner, intent.claim()))))
                .toList();
    }

    private static List<IntentResult> unfenced(
            MessagingStore inner, List<Intent> claims, Duration lease, SendGate gate) {
        return inner.intent(claims, lease, gate).stream()
                .map(result -> result.decision() != null
                        ? result
                        : uncommitted(inner, List.of(result.intent()), lease, gate)
                                .get(0))
                .toList();
    }

    private static AddressRecord read(MessagingStore inner, Claim claim) {
        Message message = claim.message();
        return inner.session()
                .ensureAddress(
                        message.tenant(), message.contactAddress(), new ContactId(NOBODY), new ConversationId(NOBODY));
    }

    private static Bug gate(BiFunction<Claim, Instant, Instant> clock) {
        return intent((inner, claims, lease, gate) -> inner.intent(
                claims, lease, (claim, row) -> gate.decide(claim, at(row, clock.apply(claim, row.readAt())))));
    }

    private static AddressRecord at(AddressRecord row, Instant now) {
        return new AddressRecord(
                row.address(), row.contact(), row.conversation(), row.lastSender(), row.consent(), row.notes(), now);
    }

    private static final class StaleConsent extends Bug {

        private final Map<MessageId, AddressRecord> read = new HashMap<>();

        @Override
        MessagingStore store(MessagingStore inner, Node node) {
            return new Forwarding(inner) {
                @Override
                public List<IntentResult> take(Taking what, Supplier<AttemptId> attempts, SendGate gate) {
                    List<IntentResult> taken = inner.take(what, attempts, HOLD);
                    taken.stream()
                            .map(result -> result.intent().claim())
                            .forEach(claim -> read.put(claim.message().id(), read(inner, claim)));
                    return taken;
                }

                @Override
                public List<IntentResult> intent(List<Intent> claims, Duration lease, SendGate gate) {
                    return inner.intent(
                            claims,
                            lease,
                            (claim, row) -> gate.decide(
                                    claim, at(read.get(claim.message().id()), row.readAt())));
                }

                private AddressRecord read(MessagingStore store, Claim claim) {
                    return DispatchBugs.read(store, claim);
                }
            };
        }
    }

    private static final class DoubledClaim extends Bug {

        private List<IntentResult> last = List.of();

        @Override
        MessagingStore store(MessagingStore inner, Node node) {
            return new Forwarding(inner) {
                @Override
                public List<IntentResult> take(Taking what, Supplier<AttemptId> attempts, SendGate gate) {
                    List<IntentResult> taken = new ArrayList<>(inner.take(what, attempts, gate));
                    List<IntentResult> before = last;
                    last = List.copyOf(taken);
                    if (taken.size() < what.express().limit() && !before.isEmpty()) {
                        taken.add(before.get(0));
                    }
                    return taken;
                }
            };
        }
    }

    private static final class IgnoredSuspension extends Forwarding {

        IgnoredSuspension(MessagingStore inner) {
            super(inner);
        }

        @Override
        public List<IntentResult> take(Taking what, Supplier<AttemptId> attempts, SendGate gate) {
            List<TenantProfile> suspended = World.TENANTS.stream()
                    .flatMap(tenant -> inner.tenants().find(tenant).stream())
                    .filter(profile -> profile.status() == TenantStatus.SUSPENDED)
                    .toList();
            suspended.forEach(profile -> inner.tenants().save(profile.status(TenantStatus.ACTIVE)));
            List<IntentResult> taken = inner.take(what, attempts, gate);
            suspended.forEach(inner.tenants()::save);
            return taken;
        }
    }

    private static final class AccountForEver extends Forwarding {

        AccountForEver(MessagingStore inner) {
            super(inner);
        }

        @Override
        public List<IntentResult> take(Taking what, Supplier<AttemptId> attempts, SendGate gate) {
            return inner.take(what, attempts, forEver(gate));
        }

        @Override
        public List<IntentResult> intent(List<Intent> claims, Duration lease, SendGate gate) {
            return inner.intent(claims, lease, forEver(gate));
        }

        private static SendGate forEver(SendGate gate) {
            return (claim, recipient) -> {
                IntentDecision decision = gate.decide(claim, recipient);
                return decision instanceof IntentDecision.Defer defer
                                && defer.decision().verdicts().stream()
                                        .anyMatch(verdict -> verdict.rule().equals("account"))
                        ? new IntentDecision.Defer(
                                defer.decision(), defer.until().plus(Duration.ofDays(36_500)))
                        : decision;
            };
        }
    }

    private static final class NodeClockLeases extends Bug {

        @Override
        MessagingStore store(MessagingStore inner, Node node) {
            return new Forwarding(inner) {
                @Override
                public Recovered recover(int limit, Duration lease) {
                    MemoryGround ground = node.ground();
                    ground.storeClock.set(node.clock.instant());
                    try {
                        return inner.recover(limit, lease);
                    } finally {
                        ground.storeClock.set(ground.now());
                    }
                }
            };
        }
    }

    private static Bug unit(UnaryOperator<Claim.Progress> change) {
        return store(inner -> new Forwarding(inner) {
            @Override
            public List<IntentResult> take(Taking what, Supplier<AttemptId> attempts, SendGate gate) {
                return inner.take(what, attempts, gate).stream()
                        .map(result -> changed(result, change))
                        .toList();
            }
        });
    }

    private static IntentResult changed(IntentResult result, UnaryOperator<Claim.Progress> change) {
        Claim claim = result.intent().claim();
        return Invariants.units(claim.message().content().text()).size() > 2
                ? new IntentResult(
                        new Intent(
                                new Claim(claim.token(), claim.message(), change.apply(claim.progress()), claim.due()),
                                result.intent().attempt()),
                        result.decision())
                : result;
    }

    private static Claim.Progress skipped(Claim.Progress now) {
        return new Claim.Progress(now.unit() == 1 ? 2 : now.unit(), now.unitLimit(), now.attempts());
    }

    private static Claim.Progress swapped(Claim.Progress now) {
        return new Claim.Progress(now.unit() < 2 ? 1 - now.unit() : now.unit(), now.unitLimit(), now.attempts());
    }

    private static final class NoRecovery extends Forwarding {

        NoRecovery(MessagingStore inner) {
            super(inner);
        }

        @Override
        public Recovered recover(int limit, Duration lease) {
            return new Recovered(0, 0, List.of());
        }
    }

    private static final class NoDoubts extends Forwarding {

        NoDoubts(MessagingStore inner) {
            super(inner);
        }

        @Override
        public Recovered recover(int limit, Duration lease) {
            Recovered recovered = inner.recover(limit, lease);
            return new Recovered(recovered.released(), recovered.doubted(), List.of());
        }
    }
}
