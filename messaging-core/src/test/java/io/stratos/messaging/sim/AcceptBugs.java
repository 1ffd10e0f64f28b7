package io.stratos.messaging.sim;

import io.stratos.messaging.exception.StoreException;
import io.stratos.messaging.id.MessageId;
import io.stratos.messaging.id.TenantId;
import io.stratos.messaging.message.Message;
import io.stratos.messaging.message.MessageStatus;
import io.stratos.messaging.spi.store.AcceptResult;
import io.stratos.messaging.spi.store.MessagingStore;
import io.stratos.messaging.spi.store.NewMessage;
import io.stratos.messaging.spi.store.StoreSession;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** Bugs in what a tenant's door does: accept and reads. */
final class AcceptBugs {

    private AcceptBugs() {}

    static void plant(Map<String, Supplier<Bug>> bugs) {
        bugs.put("a batch that fails leaves its first half", () -> on(HalvingSession::new));
        bugs.put(
                "accept forgets the idempotency key",
                () -> mapped(n -> new NewMessage(n.message(), n.decision(), null)));
        bugs.put(
                "accept forgets the schedule",
                () -> mapped(n -> timed(n, null, n.message().expiresAt().orElse(null))));
        bugs.put(
                "accept forgets the expiry",
                () -> mapped(n -> timed(n, n.message().scheduledAt().orElse(null), null)));
        bugs.put("accept loses every fifth message", () -> on(LosingSession::new));
        bugs.put("a message is found from another tenant", () -> on(LeakingReads::new));
        bugs.put("a listing shows another tenant's rows", () -> on(LeakingLists::new));
        bugs.put("the last status wins", () -> new LastStatusWins());
    }

    private static Bug mapped(UnaryOperator<NewMessage> change) {
        return on(session -> new ForwardingSession(session) {
            @Override
            public List<AcceptResult> accept(List<NewMessage> messages) {
                return inner.accept(messages.stream().map(change).toList());
            }
        });
    }

    private static NewMessage timed(NewMessage message, Instant earliest, Instant deadline) {
        return new NewMessage(
                message.message().toBuilder().schedule(earliest, deadline).build(), message.decision(), message.key());
    }

    static Bug on(UnaryOperator<StoreSession> change) {
        return new Bug() {
            private final Map<MessagingStore, StoreSession> sessions = new HashMap<>();

            @Override
            MessagingStore store(MessagingStore inner, Node node) {
                return new Forwarding(inner) {
                    @Override
                    public StoreSession session() {
                        return sessions.computeIfAbsent(inner, store -> change.apply(store.session()));
                    }
                };
            }
        };
    }

    private static final class LosingSession extends ForwardingSession {
        private int count;

        LosingSession(StoreSession inner) {
            super(inner);
        }

        @Override
        public List<AcceptResult> accept(List<NewMessage> messages) {
            if (++count % 5 == 0) {
                return messages.stream()
                        .map(lost -> new AcceptResult(lost.message(), lost.decision(), false))
                        .toList();
            }
            return inner.accept(messages);
        }
    }

    private static final class HalvingSession extends ForwardingSession {
        private int count;

        HalvingSession(StoreSession inner) {
            super(inner);
        }

        @Override
        public List<AcceptResult> accept(List<NewMessage> messages) {
            if (messages.size() > 1 && ++count % 2 == 0) {
                inner.accept(messages.subList(0, messages.size() / 2));
                throw new StoreException("planted", true, new IllegalStateException("half way"));
            }
            return inner.accept(messages);
        }
    }

    private static final class LeakingReads extends ForwardingSession {

        LeakingReads(StoreSession inner) {
            super(inner);
        }

        @Override
        public Optional<Message> message(TenantId tenant, MessageId id) {
            return World.TENANTS.stream()
                    .flatMap(any -> inner.message(any, id).stream())
                    .findFirst();
        }
    }

    private static final class LeakingLists extends ForwardingSession {

        LeakingLists(StoreSession inner) {
            super(inner);
        }

        @Override
        public List<Message> history(
                TenantId tenant, io.stratos.messaging.id.ConversationId conversation, MessageId before, int limit) {
            List<Message> messages = new ArrayList<>(inner.history(tenant, conversation, before, limit));
            TenantId other = tenant.equals(World.ACME) ? World.RIVAL : World.ACME;
            inner.conversations(other, null, 1)
                    .forEach(leak -> messages.addAll(inner.history(other, leak.id(), before, limit)));
            return messages;
        }
    }

    /** Every report of a receipt is written over what was known. */
    private static final class LastStatusWins extends Bug {

        private final Map<MessageId, MessageStatus> last = new HashMap<>();

        @Override
        MessagingStore store(MessagingStore inner, Node node) {
            return new Forwarding(inner) {
                @Override
                public List<io.stratos.messaging.spi.store.IngestResult> ingest(
                        List<? extends io.stratos.messaging.spi.store.Ingest> events) {
                    var results = inner.ingest(events);
                    for (int i = 0; i < results.size(); i++) {
                        if (events.get(i) instanceof io.stratos.messaging.spi.store.Ingest.Receipt receipt
                                && results.get(i).message() != null) {
                            last.put(results.get(i).message(), receipt.status());
                        }
                    }
                    return results;
                }

                @Override
                public StoreSession session() {
                    return new ForwardingSession(inner.session()) {
                        @Override
                        public Optional<Message> message(TenantId tenant, MessageId id) {
                            return inner.message(tenant, id)
                                    .map(found -> found.toBuilder()
                                            .status(last.getOrDefault(id, found.status()))
                                            .build());
                        }
                    };
                }
            };
        }
    }
}
