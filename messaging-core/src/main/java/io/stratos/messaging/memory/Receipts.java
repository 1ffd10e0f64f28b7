package io.stratos.messaging.memory;

import io.stratos.messaging.delivery.Receipt;
import io.stratos.messaging.message.MessageStatus;
import io.stratos.messaging.routing.Route;
import io.stratos.messaging.spi.store.Ingest;
import io.stratos.messaging.spi.store.IngestResult;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Matches receipts with attempts, and keeps those that come before their attempt is known. */
final class Receipts {

    private record Seen(
            ProviderKey message,
            MessageStatus status,
            @Nullable String code) {}

    private final Tables tables;
    private final Map<ProviderKey, AttemptRow> identified = new HashMap<>();
    private final Map<ProviderKey, List<Receipt>> parked = new HashMap<>();
    private final Set<Seen> seen = new HashSet<>();

    Receipts(Tables tables) {
        this.tables = tables;
    }

    IngestResult store(Ingest.Receipt report) {
        ProviderKey key = new ProviderKey(report.provider(), report.account(), report.providerMessageId());
        Receipt receipt =
                new Receipt(tables.now(), report.providerMessageId(), report.status(), report.code(), report.detail());
        AttemptRow attempt = find(report, key);
        boolean fresh = seen.add(new Seen(key, report.status(), report.code()));
        if (attempt == null) {
            if (fresh) {
                parked.computeIfAbsent(key, k -> new ArrayList<>()).add(receipt);
            }
            return new IngestResult(fresh ? IngestResult.Kind.PARKED : IngestResult.Kind.DUPLICATE, null, null, false);
        }
        boolean joined = identify(attempt, key);
        if (fresh) {
            apply(attempt, receipt);
        }
        return new IngestResult(
                fresh || joined ? IngestResult.Kind.STORED : IngestResult.Kind.DUPLICATE,
                attempt.message.message().tenant(),
                attempt.message.message().id(),
                false);
    }

    /** Ties the provider's id to the attempt and applies what was parked under it. Returns whether anything was. */
    boolean identify(AttemptRow attempt, ProviderKey key) {
        attempt.learnProviderId(key.id());
        identified.putIfAbsent(key, attempt);
        List<Receipt> waiting = parked.remove(key);
        if (waiting == null) {
            return false;
        }
        waiting.forEach(receipt -> apply(attempt, receipt));
        return true;
    }

    @Nullable
    AttemptRow owner(ProviderKey key) {
        return identified.get(key);
    }

    private @Nullable AttemptRow find(Ingest.Receipt report, ProviderKey key) {
        AttemptRow named = report.attempt() == null ? null : tables.attempts.get(report.attempt());
        return named != null && wentThrough(named, key) ? named : identified.get(key);
    }

    private static boolean wentThrough(AttemptRow attempt, ProviderKey key) {
        Route route = attempt.attempt().route();
        return route.provider().equals(key.provider()) && route.account().equals(key.account());
    }

    private void apply(AttemptRow attempt, Receipt receipt) {
        Instant now = tables.now();
        MessageRow message = attempt.message;
        message.received(receipt);
        attempt.raise(receipt.status());
        message.followUnits(now);
        DispatchRow row =
                tables.dispatch(message.message().tenant(), message.message().id());
        boolean awaited = row != null && row.awaitsNewsOf(attempt.attempt().id());
        if (row != null && awaited && provesAcceptance(receipt.status())) {
            resolve(row, receipt.status(), now);
        }
    }

    private void resolve(DispatchRow row, MessageStatus reported, Instant now) {
        if (!reported.isFailure()) {
            tables.advance(row, now);
        } else if (row.state == DispatchRow.State.IN_DOUBT) {
            tables.gone(row);
        }
    }

    private static boolean provesAcceptance(MessageStatus reported) {
        return reported.after(MessageStatus.SENT) == reported;
    }
}
