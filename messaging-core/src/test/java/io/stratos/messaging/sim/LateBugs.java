package io.stratos.messaging.sim;

import io.stratos.messaging.id.AttemptId;
import io.stratos.messaging.id.MessageId;
import io.stratos.messaging.message.Handling;
import io.stratos.messaging.message.Message;
import io.stratos.messaging.message.SendCondition;
import io.stratos.messaging.spi.store.AcceptResult;
import io.stratos.messaging.spi.store.Claim;
import io.stratos.messaging.spi.store.Intent;
import io.stratos.messaging.spi.store.IntentDecision;
import io.stratos.messaging.spi.store.IntentResult;
import io.stratos.messaging.spi.store.Later;
import io.stratos.messaging.spi.store.MessagingStore;
import io.stratos.messaging.spi.store.NewMessage;
import io.stratos.messaging.spi.store.SendGate;
import io.stratos.messaging.spi.store.StoreSession;
import io.stratos.messaging.spi.store.Taking;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** Bugs of late messages, of the host's conditions, and of the order within a conversation. */
final class LateBugs {

    private LateBugs() {}

    static void plant(Map<String, Supplier<Bug>> bugs) {
        bugs.put("each node counts late messages by itself", NodesOwnGuard::new);
        bugs.put("the host is asked once and for ever", AskedOnce::new);
        bugs.put("late is counted from when the message was accepted", () -> due(LateBugs::sinceAccepted));
        bugs.put("a message put off is due anew", () -> DispatchBugs.store(ForgottenDebt::new));
        bugs.put("of late messages the oldest goes", () -> DispatchBugs.store(NothingNewer::new));
        bugs.put("a kept order is forgotten", () -> handedIn(LateBugs::unordered));
        bugs.put("a kept order goes by due time", () -> handedIn(LateBugs::byDueTime));
    }

    /** Changes the gate's question on both ways to it. */
    private abstract static class AtTheGate extends Forwarding {

        AtTheGate(MessagingStore inner) {
            super(inner);
        }

        abstract SendGate gate(SendGate gate);

        @Override
        public List<IntentResult> take(Taking what, Supplier<AttemptId> attempts, SendGate gate) {
            return inner.take(what, attempts, gate(gate));
        }

        @Override
        public List<IntentResult> intent(List<Intent> claims, Duration lease, SendGate gate) {
            return inner.intent(claims, lease, gate(gate));
        }
    }

    private static final class NodesOwnGuard extends Bug {

        @Override
        MessagingStore store(MessagingStore inner, Node node) {
            Map<String, Instant> went = new HashMap<>();
            return new AtTheGate(inner) {
                @Override
                SendGate gate(SendGate gate) {
                    return (claim, row) -> {
                        IntentDecision decision = gate.decide(claim, row);
                        if (!(decision instanceof IntentDecision.CatchUp late)) {
                            return decision;
                        }
                        String contact = claim.message().tenant() + " " + row.conversation();
                        if (!went.getOrDefault(contact, Instant.MIN).isBefore(late.due())) {
                            return late.otherwise();
                        }
                        went.put(contact, row.readAt());
                        return late.way();
                    };
                }
            };
        }
    }

    private static final class AskedOnce extends Bug {

        private final Map<MessageId, Boolean> answers = new HashMap<>();

        @Override
        SendCondition condition(SendCondition inner, Node node) {
            return message -> {
                if (!answers.containsKey(message.id())) {
                    answers.put(message.id(), inner.holds(message));
                }
                return answers.get(message.id());
            };
        }
    }

    private static Bug due(UnaryOperator<Claim> change) {
        return DispatchBugs.store(inner -> new AtTheGate(inner) {
            @Override
            SendGate gate(SendGate gate) {
                return (claim, row) -> gate.decide(change.apply(claim), row);
            }
        });
    }

    private static Claim sinceAccepted(Claim claim) {
        return new Claim(
                claim.token(),
                claim.message(),
                claim.progress(),
                claim.message().createdAt());
    }

    private static final class ForgottenDebt extends AtTheGate {

        ForgottenDebt(MessagingStore inner) {
            super(inner);
        }

        @Override
        SendGate gate(SendGate gate) {
            return (claim, row) -> gate.decide(claim, row) instanceof IntentDecision.Defer defer
                    ? defer.owing(null)
                    : gate.decide(claim, row);
        }
    }

    private static final class NothingNewer extends Forwarding {

        NothingNewer(MessagingStore inner) {
            super(inner);
        }

        @Override
        public List<Later> dueLater(List<Claim> claims, Duration grace) {
            return claims.stream().map(claim -> new Later(null, null)).toList();
        }
    }

    private static Bug handedIn(UnaryOperator<Message> change) {
        return DispatchBugs.store(inner -> new Forwarding(inner) {
            @Override
            public StoreSession session() {
                return new ForwardingSession(inner.session()) {
                    @Override
                    public List<AcceptResult> accept(List<NewMessage> messages) {
                        return inner.accept(messages.stream()
                                .map(handed ->
                                        new NewMessage(change.apply(handed.message()), handed.decision(), handed.key()))
                                .toList());
                    }
                };
            }
        });
    }

    private static Message unordered(Message message) {
        return message.handling().isInOrder()
                ? message.toBuilder().handling(Handling.usual()).build()
                : message;
    }

    private static Message byDueTime(Message message) {
        return message.handling().isInOrder()
                ? message.toBuilder()
                        .createdAt(message.scheduledAt().orElse(message.createdAt()))
                        .build()
                : message;
    }
}
