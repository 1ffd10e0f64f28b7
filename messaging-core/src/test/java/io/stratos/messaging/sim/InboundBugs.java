package io.stratos.messaging.sim;

import io.stratos.messaging.consent.Consent;
import io.stratos.messaging.consent.ConsentAction;
import io.stratos.messaging.consent.ConsentEvent;
import io.stratos.messaging.consent.ConsentSource;
import io.stratos.messaging.consent.Evidence;
import io.stratos.messaging.contact.Address;
import io.stratos.messaging.id.MessageId;
import io.stratos.messaging.id.TenantId;
import io.stratos.messaging.message.Message;
import io.stratos.messaging.spi.store.Ingest;
import io.stratos.messaging.spi.store.IngestResult;
import io.stratos.messaging.spi.store.MessagingStore;
import io.stratos.messaging.spi.store.NewMessage;
import io.stratos.messaging.spi.store.StoreSession;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** Bugs in what providers report and in the ledger. */
final class InboundBugs {

    private InboundBugs() {}

    static void plant(Map<String, Supplier<Bug>> bugs) {
        bugs.put("a text is forgotten after three days", ForgottenDedup::new);
        bugs.put("a provider's opt-out is not recorded", () -> AcceptBugs.on(DeafLedger::new));
        bugs.put("a repeated START counts again", () -> inbound(InboundBugs::neverTheSame));
        bugs.put("a STOP takes effect with the next call", LateStop::new);
        bugs.put("a STOP is answered twice", () -> DispatchBugs.store(AnsweredTwice::new));
        bugs.put("a repeated STOP is confirmed again", () -> DispatchBugs.store(AnsweredAgain::new));
        bugs.put("the answer to a keyword never expires", () -> inbound(InboundBugs::immortal));
        bugs.put("a receipt without a match is lost", () -> DispatchBugs.store(NotParked::new));
        bugs.put("an account reports on another's messages", () -> DispatchBugs.store(AnyAccount::new));
        bugs.put("a text that changes no consent is answered and not stored", () -> DispatchBugs.store(NotStored::new));
        bugs.put("the ledger hides its last event", () -> AcceptBugs.on(HidingLedger::new));
        bugs.put("an opt-in lifts a STOP", () -> AcceptBugs.on(LiftingLedger::new));
    }

    private static Bug inbound(UnaryOperator<Ingest.Inbound> change) {
        return DispatchBugs.store(inner -> new Forwarding(inner) {
            @Override
            public List<IngestResult> ingest(List<? extends Ingest> events) {
                List<Ingest> changed = new ArrayList<>();
                events.forEach(event -> changed.add(event instanceof Ingest.Inbound text ? change.apply(text) : event));
                return inner.ingest(changed);
            }
        });
    }

    private static Ingest.Inbound keyed(Ingest.Inbound text, String key) {
        return new Ingest.Inbound(text.provider(), key, text.message(), text.consent(), text.reply(), text.times());
    }

    private static Ingest.Inbound neverTheSame(Ingest.Inbound text) {
        boolean start = text.consent().stream().anyMatch(event -> event.action() == ConsentAction.RESUBSCRIBE);
        return start ? keyed(text, text.message().id().toString()) : text;
    }

    private static Ingest.Inbound immortal(Ingest.Inbound text) {
        NewMessage reply = text.reply();
        if (reply == null) {
            return text;
        }
        Message forEver = reply.message().toBuilder().schedule(null, null).build();
        return new Ingest.Inbound(
                text.provider(),
                text.dedupKey(),
                text.message(),
                text.consent(),
                new NewMessage(forEver, reply.decision(), null),
                text.times());
    }

    private static final class ForgottenDedup extends Bug {

        private final Map<String, Instant> first = new HashMap<>();

        @Override
        MessagingStore store(MessagingStore inner, Node node) {
            return new Forwarding(inner) {
                @Override
                public List<IngestResult> ingest(List<? extends Ingest> events) {
                    List<Ingest> changed = new ArrayList<>();
                    events.forEach(
                            event -> changed.add(event instanceof Ingest.Inbound text ? forgotten(text) : event));
                    return inner.ingest(changed);
                }

                private Ingest.Inbound forgotten(Ingest.Inbound text) {
                    Instant seen = first.computeIfAbsent(text.provider() + text.dedupKey(), key -> inner.now());
                    boolean old = Duration.between(seen, inner.now()).toDays() >= 3;
                    return old ? keyed(text, text.dedupKey() + "#2") : text;
                }
            };
        }
    }

    private static final class LateStop extends Bug {

        private final List<Runnable> late = new ArrayList<>();

        @Override
        MessagingStore store(MessagingStore inner, Node node) {
            return new Forwarding(inner) {
                @Override
                public List<IngestResult> ingest(List<? extends Ingest> events) {
                    late.forEach(Runnable::run);
                    late.clear();
                    List<Ingest> changed = new ArrayList<>();
                    events.forEach(event -> changed.add(event instanceof Ingest.Inbound text ? later(text) : event));
                    return inner.ingest(changed);
                }

                private Ingest.Inbound later(Ingest.Inbound text) {
                    TenantId tenant = text.message().tenant();
                    text.consent()
                            .forEach(event -> late.add(() -> inner.session().record(tenant, event)));
                    return new Ingest.Inbound(
                            text.provider(), text.dedupKey(), text.message(), List.of(), text.reply(), text.times());
                }
            };
        }
    }

    private static final class AnsweredTwice extends Forwarding {

        private long count;

        AnsweredTwice(MessagingStore inner) {
            super(inner);
        }

        @Override
        public List<IngestResult> ingest(List<? extends Ingest> events) {
            List<IngestResult> results = inner.ingest(events);
            for (int i = 0; i < results.size(); i++) {
                if (results.get(i).replied() && events.get(i) instanceof Ingest.Inbound text) {
                    UUID reply = text.reply().message().id().value();
                    MessageId second = new MessageId(new UUID(
                            reply.getMostSignificantBits(),
                            reply.getLeastSignificantBits() ^ (0x5A5A_0000_0000L + ++count)));
                    inner.session().accept(List.of(again(text.reply(), second)));
                }
            }
            return results;
        }
    }

    private static NewMessage again(NewMessage reply, MessageId id) {
        Message first = reply.message();
        Message second = Message.builder(first.tenant(), id, first.conversation())
                .kind(first.direction(), first.origin(), first.channel())
                .from(first.from().orElseThrow())
                .to(first.to())
                .content(first.content())
                .purpose(first.purpose())
                .createdAt(first.createdAt())
                .schedule(null, first.expiresAt().orElse(null))
                .build();
        return new NewMessage(second, reply.decision(), null);
    }

    private static final class AnsweredAgain extends Forwarding {

        AnsweredAgain(MessagingStore inner) {
            super(inner);
        }

        @Override
        public List<IngestResult> ingest(List<? extends Ingest> events) {
            List<IngestResult> results = inner.ingest(events);
            for (int i = 0; i < results.size(); i++) {
                boolean silent = results.get(i).kind() == IngestResult.Kind.STORED
                        && !results.get(i).replied();
                if (silent && events.get(i) instanceof Ingest.Inbound text && text.reply() != null) {
                    inner.session().accept(List.of(text.reply()));
                }
            }
            return results;
        }
    }

    private static final class NotParked extends Forwarding {

        NotParked(MessagingStore inner) {
            super(inner);
        }

        @Override
        public List<IngestResult> ingest(List<? extends Ingest> events) {
            List<IngestResult> results = new ArrayList<>();
            for (Ingest event : events) {
                boolean lost = event instanceof Ingest.Receipt receipt
                        && receipt.attempt() == null
                        && inner.attemptOf(receipt.provider(), receipt.account(), receipt.providerMessageId())
                                .isEmpty();
                results.add(
                        lost
                                ? new IngestResult(IngestResult.Kind.PARKED, null, null, false)
                                : inner.ingest(List.of(event)).get(0));
            }
            return results;
        }
    }

    private static final class AnyAccount extends Forwarding {

        AnyAccount(MessagingStore inner) {
            super(inner);
        }

        @Override
        public List<IngestResult> ingest(List<? extends Ingest> events) {
            List<Ingest> changed = new ArrayList<>();
            events.forEach(event -> changed.add(event instanceof Ingest.Receipt receipt ? anywhere(receipt) : event));
            return inner.ingest(changed);
        }

        private Ingest.Receipt anywhere(Ingest.Receipt receipt) {
            for (String side : List.of("a", "b")) {
                if (inner.attemptOf("sim-" + side, "account-" + side, receipt.providerMessageId())
                        .isPresent()) {
                    return new Ingest.Receipt(
                            "sim-" + side,
                            "account-" + side,
                            receipt.providerMessageId(),
                            null,
                            receipt.status(),
                            receipt.code(),
                            receipt.detail());
                }
            }
            return receipt;
        }
    }

    private static final class NotStored extends Forwarding {

        NotStored(MessagingStore inner) {
            super(inner);
        }

        @Override
        public List<IngestResult> ingest(List<? extends Ingest> events) {
            boolean plain = events.stream()
                    .allMatch(event -> event instanceof Ingest.Inbound text
                            && text.consent().isEmpty());
            return plain
                    ? events.stream()
                            .map(event -> new IngestResult(IngestResult.Kind.STORED, null, null, false))
                            .toList()
                    : inner.ingest(events);
        }
    }

    private static final class HidingLedger extends ForwardingSession {

        HidingLedger(StoreSession inner) {
            super(inner);
        }

        @Override
        public List<ConsentEvent> events(TenantId tenant, Address address) {
            List<ConsentEvent> events = inner.events(tenant, address);
            return events.isEmpty() ? events : events.subList(0, events.size() - 1);
        }
    }

    private static final class LiftingLedger extends ForwardingSession {

        LiftingLedger(StoreSession inner) {
            super(inner);
        }

        @Override
        public Consent record(TenantId tenant, ConsentEvent event) {
            Consent after = inner.record(tenant, event);
            return after.isStopped() && event.action() == ConsentAction.OPT_IN
                    ? inner.record(
                            tenant,
                            new ConsentEvent(
                                    event.at(),
                                    event.address(),
                                    ConsentAction.RESUBSCRIBE,
                                    null,
                                    Evidence.form("booking")))
                    : after;
        }
    }

    private static final class DeafLedger extends ForwardingSession {

        DeafLedger(StoreSession inner) {
            super(inner);
        }

        @Override
        public Consent record(TenantId tenant, ConsentEvent event) {
            return event.evidence().source() == ConsentSource.PROVIDER
                    ? inner.consent(tenant, event.address())
                    : inner.record(tenant, event);
        }
    }
}
