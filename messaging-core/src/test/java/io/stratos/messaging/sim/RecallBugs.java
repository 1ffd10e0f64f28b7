package io.stratos.messaging.sim;

import io.stratos.messaging.consent.Consent;
import io.stratos.messaging.consent.ConsentStatus;
import io.stratos.messaging.delivery.Cancellation;
import io.stratos.messaging.delivery.Outcome;
import io.stratos.messaging.delivery.Rescheduling;
import io.stratos.messaging.id.AttemptId;
import io.stratos.messaging.id.MessageId;
import io.stratos.messaging.id.TenantId;
import io.stratos.messaging.spi.provider.MessageProvider;
import io.stratos.messaging.spi.provider.ProviderCapabilities;
import io.stratos.messaging.spi.provider.SendRequest;
import io.stratos.messaging.spi.store.AddressRecord;
import io.stratos.messaging.spi.store.Intent;
import io.stratos.messaging.spi.store.IntentResult;
import io.stratos.messaging.spi.store.MessagingStore;
import io.stratos.messaging.spi.store.SendGate;
import io.stratos.messaging.spi.store.StoreSession;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;

/** Bugs in taking back and moving, and in repeating what is in doubt. */
final class RecallBugs {

    private RecallBugs() {}

    static void plant(Map<String, Supplier<Bug>> bugs) {
        bugs.put("a cancellation is only said", () -> AcceptBugs.on(OnlySaid::new));
        bugs.put("a cancellation that came too late is said to be in time", () -> AcceptBugs.on(Flattering::new));
        bugs.put("a moved message forgets its time", () -> AcceptBugs.on(Forgetful::new));
        bugs.put("a repetition has an id of its own", NewId::new);
        bugs.put("a repetition is asked about as if all had opted in", () -> DispatchBugs.store(Deaf::new));
        bugs.put("a request is repeated after its key was forgotten", LongMemory::new);
    }

    /** The row stays, and its token. */
    private static final class OnlySaid extends ForwardingSession {

        OnlySaid(StoreSession inner) {
            super(inner);
        }

        @Override
        public Map<MessageId, Cancellation> cancel(TenantId tenant, Collection<MessageId> messages) {
            Map<MessageId, Cancellation> said = new HashMap<>();
            messages.forEach(id -> said.put(id, Cancellation.CANCELLED));
            return said;
        }
    }

    private static final class Flattering extends ForwardingSession {

        Flattering(StoreSession inner) {
            super(inner);
        }

        @Override
        public Map<MessageId, Cancellation> cancel(TenantId tenant, Collection<MessageId> messages) {
            Map<MessageId, Cancellation> said = new HashMap<>(inner.cancel(tenant, messages));
            said.replaceAll((id, answer) -> answer == Cancellation.TOO_LATE ? Cancellation.CANCELLED : answer);
            return said;
        }
    }

    private static final class Forgetful extends ForwardingSession {

        Forgetful(StoreSession inner) {
            super(inner);
        }

        @Override
        public Map<MessageId, Rescheduling> reschedule(TenantId tenant, Collection<MessageId> messages, Instant at) {
            return inner.reschedule(tenant, messages, Instant.EPOCH);
        }
    }

    private static final class Deaf extends Forwarding {

        Deaf(MessagingStore inner) {
            super(inner);
        }

        @Override
        public List<IntentResult> repeat(List<Intent> doubts, Duration lease, SendGate gate) {
            return inner.repeat(
                    doubts,
                    lease,
                    (claim, row) -> gate.decide(
                            claim,
                            new AddressRecord(
                                    row.address(),
                                    row.contact(),
                                    row.conversation(),
                                    row.lastSender(),
                                    Consent.of(
                                            row.address(),
                                            null,
                                            Map.of(claim.message().purpose(), ConsentStatus.OPTED_IN)),
                                    row.notes(),
                                    row.readAt())));
        }
    }

    private static final class NewId extends Bug {

        private final Set<AttemptId> seen = new HashSet<>();

        @Override
        MessageProvider provider(FarSide far, Node node) {
            return new FarBugs.Adapter(far) {
                @Override
                public Outcome send(SendRequest request) {
                    UUID id = request.attempt().value();
                    AttemptId attempt = seen.add(request.attempt())
                            ? request.attempt()
                            : new AttemptId(
                                    new UUID(id.getMostSignificantBits(), ~id.getLeastSignificantBits() ^ (3L << 62)));
                    return inner.send(new SendRequest(
                            attempt,
                            request.route(),
                            request.to(),
                            request.channel(),
                            request.content(),
                            request.callbackUrl(),
                            request.bounds()));
                }
            };
        }
    }

    private static final class LongMemory extends Bug {

        @Override
        MessageProvider provider(FarSide far, Node node) {
            return new FarBugs.Adapter(far) {
                @Override
                public ProviderCapabilities capabilities() {
                    ProviderCapabilities can = inner.capabilities();
                    return new ProviderCapabilities(
                            can.channels(),
                            can.textLimit(),
                            can.mediaLimit(),
                            can.mediaBytes(),
                            can.longestValidity(),
                            can.features(),
                            can.keyWindow().multipliedBy(50));
                }
            };
        }
    }
}
