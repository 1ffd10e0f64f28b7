package io.stratos.messaging.memory;

import io.stratos.messaging.exception.IdempotencyConflictException;
import io.stratos.messaging.id.MessageId;
import io.stratos.messaging.id.TenantId;
import io.stratos.messaging.message.Message;
import io.stratos.messaging.message.MessageStatus;
import io.stratos.messaging.spi.store.AcceptResult;
import io.stratos.messaging.spi.store.NewMessage;
import io.stratos.messaging.spi.store.NewMessage.IdempotencyKey;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Stores new messages, one for each idempotency key. */
final class Accepting {

    private record Holder(MessageId message, String fingerprint) {
        static Holder of(NewMessage handedIn, IdempotencyKey key) {
            return new Holder(handedIn.message().id(), key.fingerprint());
        }
    }

    private final Tables tables;
    private final Map<Scoped<String>, Holder> keys = new HashMap<>();

    Accepting(Tables tables) {
        this.tables = tables;
    }

    List<AcceptResult> accept(List<NewMessage> messages) {
        check(messages);
        List<AcceptResult> results = new ArrayList<>();
        messages.forEach(message -> results.add(store(message)));
        return results;
    }

    /** Throws what {@link #accept} would, before anything is written. */
    void check(List<NewMessage> messages) {
        Map<Scoped<String>, Holder> batch = new HashMap<>();
        Set<Scoped<MessageId>> ids = new HashSet<>();
        for (NewMessage handedIn : messages) {
            Message message = handedIn.message();
            IdempotencyKey key = handedIn.key();
            if (key != null && isKnown(message.tenant(), handedIn, key, batch)) {
                continue;
            }
            tables.checkInsertable(message);
            if (!ids.add(new Scoped<>(message.tenant(), message.id()))) {
                throw new IllegalStateException("message " + message.id() + " comes twice in one batch");
            }
        }
    }

    private boolean isKnown(
            TenantId tenant, NewMessage handedIn, IdempotencyKey key, Map<Scoped<String>, Holder> batch) {
        Scoped<String> name = new Scoped<>(tenant, key.value());
        Holder first = keys.get(name);
        if (first == null) {
            first = batch.putIfAbsent(name, Holder.of(handedIn, key));
        }
        if (first != null && !first.fingerprint().equals(key.fingerprint())) {
            throw new IdempotencyConflictException(key.value(), first.message().toString());
        }
        return first != null;
    }

    private AcceptResult store(NewMessage handedIn) {
        Message message = handedIn.message();
        MessageRow first = holder(message.tenant(), handedIn.key());
        if (first != null) {
            return new AcceptResult(first.message(), first.firstDecision(), true);
        }
        MessageRow row = new MessageRow(message);
        row.decided(handedIn.decision());
        tables.insert(row);
        IdempotencyKey key = handedIn.key();
        if (key != null) {
            keys.put(new Scoped<>(message.tenant(), key.value()), Holder.of(handedIn, key));
        }
        if (message.status() == MessageStatus.QUEUED) {
            DispatchRow dispatch = new DispatchRow(row, message.scheduledAt().orElseGet(tables::now));
            tables.dispatch.put(new Scoped<>(message.tenant(), message.id()), dispatch);
        }
        return new AcceptResult(message, handedIn.decision(), false);
    }

    private @Nullable MessageRow holder(TenantId tenant, @Nullable IdempotencyKey key) {
        Holder first = key == null ? null : keys.get(new Scoped<>(tenant, key.value()));
        return first == null ? null : Objects.requireNonNull(tables.message(tenant, first.message()));
    }
}
