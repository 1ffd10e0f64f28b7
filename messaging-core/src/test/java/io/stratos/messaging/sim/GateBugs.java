package io.stratos.messaging.sim;

import io.stratos.messaging.consent.Consent;
import io.stratos.messaging.consent.ConsentStatus;
import io.stratos.messaging.consent.Purpose;
import io.stratos.messaging.consent.Standing;
import io.stratos.messaging.consent.Suppression;
import io.stratos.messaging.consent.SuppressionReason;
import io.stratos.messaging.consent.Suppressions;
import io.stratos.messaging.contact.Address;
import io.stratos.messaging.id.AttemptId;
import io.stratos.messaging.id.ContactId;
import io.stratos.messaging.id.ConversationId;
import io.stratos.messaging.id.MessageId;
import io.stratos.messaging.id.TenantId;
import io.stratos.messaging.message.Message;
import io.stratos.messaging.schedule.ContactTimes;
import io.stratos.messaging.schedule.Preference;
import io.stratos.messaging.schedule.TimeRules;
import io.stratos.messaging.spi.store.AddressNotes;
import io.stratos.messaging.spi.store.AddressRecord;
import io.stratos.messaging.spi.store.Claim;
import io.stratos.messaging.spi.store.Draw;
import io.stratos.messaging.spi.store.Intent;
import io.stratos.messaging.spi.store.IntentDecision;
import io.stratos.messaging.spi.store.IntentResult;
import io.stratos.messaging.spi.store.MessagingStore;
import io.stratos.messaging.spi.store.SendGate;
import io.stratos.messaging.spi.store.Taking;
import io.stratos.messaging.spi.store.TenantDirectory;
import io.stratos.messaging.tenant.TenantProfile;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BinaryOperator;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** Bugs in what the gate sees of consent, suppressions, places and hours. */
final class GateBugs {

    private static final UUID NOBODY = new UUID(0x7000L, 0x8000000000000000L);
    private static final SendGate HOLD = (claim, recipient) -> new IntentDecision.Hold();

    private GateBugs() {}

    static void plant(Map<String, Supplier<Bug>> bugs) {
        bugs.put("a hold is ignored", () -> row(row -> with(row, consent(row, false, true, UnaryOperator.identity()))));
        bugs.put(
                "a sender the contact opted out of is used",
                () -> row(row -> with(row, consent(row, true, false, UnaryOperator.identity()))));
        bugs.put(
                "implied consent never ends", () -> row(row -> with(row, consent(row, true, true, GateBugs::forEver))));
        bugs.put(
                "who was asked is taken for who said YES",
                () -> row(row -> with(row, consent(row, true, true, GateBugs::eager))));
        bugs.put(
                "suppressions are ignored",
                () -> row(row -> with(row, row.notes().with(Suppressions.none()))));
        bugs.put("a lifted suppression stays", Lingering::new);
        bugs.put("a suppression is inherited by the next address", Inherited::new);
        bugs.put(
                "a hold is read before the lock",
                () -> new Stale((read, now) -> with(
                        now,
                        Consent.of(
                                now.address(),
                                now.consent().stoppedAt().orElse(null),
                                read.consent().heldAt().orElse(null),
                                standings(now),
                                now.consent().stoppedSenders()))));
        bugs.put(
                "suppressions are read before the lock",
                () -> new Stale(
                        (read, now) -> with(now, now.notes().with(read.notes().suppressions()))));
        bugs.put("the hours are an hour late", () -> hours(Duration.ofHours(-1)));
        bugs.put("the hours are an hour early", () -> hours(Duration.ofHours(1)));
        bugs.put("the minute after the end is within the hours", () -> hours(Duration.ofSeconds(-119)));
        bugs.put("summer time is forgotten", () -> gate(GateBugs::winter));
        bugs.put(
                "the hours are those of the sender's place",
                () -> gate((claim, row) -> new Asked(elsewhere(claim), row)));
        bugs.put(
                "a place other than the number's is ignored",
                () -> row(row -> with(
                        row,
                        row.notes()
                                .with(ContactTimes.none()
                                        .preference(row.notes().times().preference())))));
        bugs.put(
                "what the contact prefers is ignored",
                () -> row(row -> with(row, row.notes().with(row.notes().times().preference(Preference.anytime())))));
        bugs.put("regions that are closed are open", OpenClosures::new);
        bugs.put("the law's cap counts for nothing", Uncapped::new);
        bugs.put("what waits over a change of clocks goes twice", () -> DispatchBugs.store(Doubled::new));
    }

    /** What the gate is asked. */
    private record Asked(Claim claim, AddressRecord row) {}

    /** How a bug changes what the gate is asked. */
    @FunctionalInterface
    private interface Change {
        Asked of(Claim claim, AddressRecord row);
    }

    private static Bug row(UnaryOperator<AddressRecord> change) {
        return gate((claim, row) -> new Asked(claim, change.apply(row)));
    }

    private static Bug hours(Duration by) {
        return gate((claim, row) ->
                new Asked(claim, isMarketing(claim) ? at(row, row.readAt().plus(by)) : row));
    }

    private static boolean isMarketing(Claim claim) {
        return claim.message().purpose() == Purpose.MARKETING;
    }

    /** Read by the offset of winter, a summer's hours begin and end an hour late. */
    private static Asked winter(Claim claim, AddressRecord row) {
        boolean summer = ZoneId.of("America/New_York").getRules().isDaylightSavings(row.readAt());
        return new Asked(
                claim, summer && isMarketing(claim) ? at(row, row.readAt().minusSeconds(3_600)) : row);
    }

    private static Claim elsewhere(Claim claim) {
        Message message = claim.message().toBuilder()
                .to(World.customer(Actions.number(claim.message().tenant(), 0)))
                .build();
        return isMarketing(claim) ? new Claim(claim.token(), message, claim.progress(), claim.due()) : claim;
    }

    private static SendGate asking(SendGate gate, Change change) {
        return (claim, row) -> {
            Asked asked = change.of(claim, row);
            return gate.decide(asked.claim(), asked.row());
        };
    }

    private static Bug gate(Change change) {
        return DispatchBugs.store(inner -> new Forwarding(inner) {
            @Override
            public List<IntentResult> take(Taking what, Supplier<AttemptId> attempts, SendGate gate) {
                return inner.take(what, attempts, asking(gate, change));
            }

            @Override
            public List<IntentResult> intent(List<Intent> claims, Duration lease, SendGate gate) {
                return inner.intent(claims, lease, asking(gate, change));
            }
        });
    }

    private static AddressRecord with(AddressRecord row, Consent consent) {
        return new AddressRecord(
                row.address(), row.contact(), row.conversation(), row.lastSender(), consent, row.notes(), row.readAt());
    }

    private static AddressRecord with(AddressRecord row, AddressNotes notes) {
        return new AddressRecord(
                row.address(), row.contact(), row.conversation(), row.lastSender(), row.consent(), notes, row.readAt());
    }

    private static AddressRecord at(AddressRecord row, Instant now) {
        return new AddressRecord(
                row.address(), row.contact(), row.conversation(), row.lastSender(), row.consent(), row.notes(), now);
    }

    private static Consent consent(
            AddressRecord row, boolean holds, boolean senders, UnaryOperator<Standing> standing) {
        Map<Purpose, Standing> standings = standings(row);
        standings.replaceAll((purpose, one) -> standing.apply(one));
        return Consent.of(
                row.address(),
                row.consent().stoppedAt().orElse(null),
                holds ? row.consent().heldAt().orElse(null) : null,
                standings,
                senders ? row.consent().stoppedSenders() : Map.of());
    }

    private static Map<Purpose, Standing> standings(AddressRecord row) {
        Map<Purpose, Standing> standings = new EnumMap<>(Purpose.class);
        for (Purpose purpose : Purpose.values()) {
            standings.put(purpose, row.consent().standing(purpose));
        }
        return standings;
    }

    private static Standing forEver(Standing standing) {
        return new Standing(standing.status(), null, standing.askedUntil());
    }

    private static Standing eager(Standing standing) {
        return standing.askedUntil() == null ? standing : Standing.of(ConsentStatus.OPTED_IN);
    }

    private static final class Lingering extends Bug {

        private final Map<String, Suppressions> before = new HashMap<>();

        @Override
        MessagingStore store(MessagingStore inner, Node node) {
            return row(row -> {
                        Suppressions now = row.notes().suppressions();
                        Suppressions last = now.all().isEmpty()
                                ? before.getOrDefault(row.contact().toString(), now)
                                : now;
                        before.put(row.contact().toString(), last);
                        return with(row, row.notes().with(last));
                    })
                    .store(inner, node);
        }
    }

    private static final class Inherited extends Bug {

        private boolean any;

        @Override
        MessagingStore store(MessagingStore inner, Node node) {
            return row(row -> {
                        boolean own =
                                row.notes().suppressions().all().stream().anyMatch(one -> one.holds(row.readAt()));
                        Suppressions all = any && !own
                                ? new Suppressions(
                                        List.of(new Suppression(SuppressionReason.INVALID_NUMBER, row.readAt(), null)))
                                : row.notes().suppressions();
                        any = own;
                        return with(row, row.notes().with(all));
                    })
                    .store(inner, node);
        }
    }

    /** Takes part of what the gate sees from a moment between the claim and the lock. */
    private static final class Stale extends Bug {

        private final Map<MessageId, AddressRecord> read = new HashMap<>();
        private final BinaryOperator<AddressRecord> mixed;

        Stale(BinaryOperator<AddressRecord> mixed) {
            this.mixed = mixed;
        }

        @Override
        MessagingStore store(MessagingStore inner, Node node) {
            return new Forwarding(inner) {
                @Override
                public List<IntentResult> take(Taking what, Supplier<AttemptId> attempts, SendGate gate) {
                    List<IntentResult> taken = inner.take(what, attempts, HOLD);
                    for (IntentResult result : taken) {
                        Message message = result.intent().claim().message();
                        Address contact = message.contactAddress();
                        read.put(
                                message.id(),
                                inner.session()
                                        .ensureAddress(
                                                message.tenant(),
                                                contact,
                                                new ContactId(NOBODY),
                                                new ConversationId(NOBODY)));
                    }
                    return taken;
                }

                @Override
                public List<IntentResult> intent(List<Intent> claims, Duration lease, SendGate gate) {
                    return inner.intent(
                            claims,
                            lease,
                            (claim, row) -> gate.decide(
                                    claim,
                                    mixed.apply(
                                            read.getOrDefault(claim.message().id(), row), row)));
                }
            };
        }
    }

    private static final class OpenClosures extends Bug {

        @Override
        MessagingStore store(MessagingStore inner, Node node) {
            return new Forwarding(inner) {
                @Override
                public TenantDirectory tenants() {
                    return new WithoutTimes(inner.tenants());
                }
            };
        }
    }

    private record WithoutTimes(TenantDirectory inner) implements TenantDirectory {

        @Override
        public void save(TenantProfile profile) {
            inner.save(profile);
        }

        @Override
        public Optional<TenantProfile> find(TenantId tenant) {
            return inner.find(tenant).map(profile -> profile.times(TimeRules.ofDefaults()));
        }

        @Override
        public Optional<TenantId> owner(String provider, String account, Address sender) {
            return inner.owner(provider, account, sender);
        }

        @Override
        public List<TenantId> list() {
            return inner.list();
        }
    }

    private static final class Uncapped extends Bug {

        @Override
        MessagingStore store(MessagingStore inner, Node node) {
            return new Forwarding(inner) {
                @Override
                public List<IntentResult> take(Taking what, Supplier<AttemptId> attempts, SendGate gate) {
                    return inner.take(what, attempts, uncapped(gate));
                }

                @Override
                public List<IntentResult> intent(List<Intent> claims, Duration lease, SendGate gate) {
                    return inner.intent(claims, lease, uncapped(gate));
                }
            };
        }

        private static SendGate uncapped(SendGate gate) {
            return (claim, row) -> gate.decide(claim, row) instanceof IntentDecision.Proceed plan
                    ? new IntentDecision.Proceed(
                            plan.decision(),
                            plan.route(),
                            plan.unitLimit(),
                            plan.unitCount(),
                            plan.draws().stream()
                                    .filter(draw -> draw.key().scope() != Draw.Scope.LAW)
                                    .toList(),
                            plan.crossings(),
                            plan.latest())
                    : gate.decide(claim, row);
        }
    }

    /** What is due by the clock of before and by that of after the change. */
    private static final class Doubled extends Forwarding {

        Doubled(MessagingStore inner) {
            super(inner);
        }

        @Override
        public List<IntentResult> take(Taking what, Supplier<AttemptId> attempts, SendGate gate) {
            List<IntentResult> taken = new java.util.ArrayList<>(inner.take(what, attempts, gate));
            for (IntentResult result : List.copyOf(taken)) {
                Instant made = result.intent().claim().message().createdAt();
                ZoneId zone = ZoneId.of("America/Los_Angeles");
                boolean changed =
                        !zone.getRules().getOffset(made).equals(zone.getRules().getOffset(inner.now()));
                if (changed && result.decision() instanceof IntentDecision.Proceed) {
                    taken.add(new IntentResult(new Intent(result.intent().claim(), attempts.get()), result.decision()));
                }
            }
            return taken;
        }
    }
}
