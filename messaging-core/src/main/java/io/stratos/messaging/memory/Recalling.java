package io.stratos.messaging.memory;

import io.stratos.messaging.delivery.Cancellation;
import io.stratos.messaging.delivery.Rescheduling;
import io.stratos.messaging.exception.ScheduleConflictException;
import io.stratos.messaging.id.MessageId;
import io.stratos.messaging.id.TenantId;
import io.stratos.messaging.message.Message;
import io.stratos.messaging.message.MessageStatus;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Takes back and moves what has not gone. */
final class Recalling {

    private final Tables tables;

    Recalling(Tables tables) {
        this.tables = tables;
    }

    List<MessageId> about(TenantId tenant, String businessKey) {
        return tables.messages().stream()
                .map(MessageRow::message)
                .filter(message ->
                        message.tenant().equals(tenant) && message.businessKey().equals(Optional.of(businessKey)))
                .map(Message::id)
                .sorted()
                .toList();
    }

    Map<MessageId, Cancellation> cancel(TenantId tenant, Collection<MessageId> messages) {
        Instant now = tables.now();
        Map<MessageId, Cancellation> results = new TreeMap<>();
        for (MessageId id : new TreeSet<>(messages)) {
            MessageRow message = tables.message(tenant, id);
            DispatchRow row = tables.dispatch(tenant, id);
            if (row != null && row.isRecallable()) {
                row.message.raise(MessageStatus.CANCELLED, now);
                tables.gone(row);
                results.put(id, Cancellation.CANCELLED);
            } else if (message != null) {
                results.put(id, isOver(message, row) ? Cancellation.ALREADY_OVER : Cancellation.TOO_LATE);
            }
        }
        return results;
    }

    Map<MessageId, Rescheduling> reschedule(TenantId tenant, Collection<MessageId> messages, Instant at) {
        Instant now = tables.now();
        Instant to = at.isBefore(now) ? now : at;
        messages.forEach(id -> check(tables.dispatch(tenant, id), to));
        Map<MessageId, Rescheduling> results = new TreeMap<>();
        for (MessageId id : new TreeSet<>(messages)) {
            MessageRow message = tables.message(tenant, id);
            DispatchRow row = tables.dispatch(tenant, id);
            if (row != null && row.isRecallable()) {
                row.message.scheduled(to);
                row.moved(to);
                results.put(id, Rescheduling.RESCHEDULED);
            } else if (message != null) {
                results.put(id, isOver(message, row) ? Rescheduling.ALREADY_OVER : Rescheduling.TOO_LATE);
            }
        }
        return results;
    }

    /** All that may throw comes before the first write. */
    private static void check(@Nullable DispatchRow row, Instant to) {
        if (row == null || !row.isRecallable()) {
            return;
        }
        Message message = row.message.message();
        message.expiresAt().filter(end -> !to.isBefore(end)).ifPresent(end -> {
            throw new ScheduleConflictException(message.id().toString(), to, end);
        });
    }

    private static boolean isOver(MessageRow message, @Nullable DispatchRow row) {
        MessageStatus status = message.message().status();
        return row == null && (status.isFailure() || status == MessageStatus.RECEIVED);
    }
}
