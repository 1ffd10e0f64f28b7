package io.stratos.messaging.jdbc;

import io.stratos.messaging.MessagingEngine;
import io.stratos.messaging.Tenant;
import io.stratos.messaging.delivery.Attempt;
import io.stratos.messaging.delivery.MessageTrace;
import io.stratos.messaging.delivery.Outcome;
import io.stratos.messaging.id.MessageId;
import io.stratos.messaging.jdbc.ChaosLoad.Handed;
import io.stratos.messaging.jdbc.JournalServer.Arrival;
import io.stratos.messaging.message.MessageStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.h2.jdbcx.JdbcConnectionPool;
import org.jspecify.annotations.Nullable;

/** Holds what the engine says of every acknowledged message against the journal of the provider. */
final class ChaosCheck {

    private static final Duration FRESH = Duration.ofSeconds(2);
    private static final Duration READING = Duration.ofMillis(250);
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final Set<MessageStatus> GONE_OUT =
            Set.of(MessageStatus.SENT, MessageStatus.DELIVERED, MessageStatus.READ);

    private final Tenant tenant;
    private final DoubtWatch doubts;
    private final Map<String, List<Arrival>> arrivals;
    private final Map<String, Row> rows = new LinkedHashMap<>();
    private final List<String> violations = new ArrayList<>();
    private final List<Duration> waits = new ArrayList<>();

    private ChaosCheck(Tenant tenant, JournalServer journal, DoubtWatch doubts) {
        this.tenant = tenant;
        this.doubts = doubts;
        this.arrivals = journal.arrivals().stream().collect(Collectors.groupingBy(Arrival::text));
    }

    /** Checks every message that was acknowledged. */
    static ChaosCheck of(String url, JournalServer journal, DoubtWatch doubts, ChaosLoad load) {
        JdbcConnectionPool pool = ChaosNode.pool(url);
        try (MessagingEngine engine = ChaosNode.engine(JdbcMessagingStore.create(pool), journal.port())) {
            ChaosCheck check = new ChaosCheck(engine.tenant(ChaosNode.TENANT), journal, doubts);
            load.acknowledged().forEach(check::check);
            return check;
        } finally {
            pool.dispose();
        }
    }

    /** What was counted of one kind of fault. */
    static final class Row {
        int faults;
        int messages;
        int lost;
        int doubled;
        int afterStop;
        int late;
        int doubts;
        int resolvedSoon;
        Duration worst = Duration.ZERO;
    }

    Row row(String phase) {
        return rows.computeIfAbsent(phase, p -> new Row());
    }

    List<String> violations() {
        return violations;
    }

    Row total() {
        Row total = new Row();
        for (Row row : rows.values()) {
            total.faults += row.faults;
            total.messages += row.messages;
            total.lost += row.lost;
            total.doubled += row.doubled;
            total.afterStop += row.afterStop;
            total.late += row.late;
            total.doubts += row.doubts;
            total.resolvedSoon += row.resolvedSoon;
            total.worst = longer(total.worst, row.worst);
        }
        return total;
    }

    private void check(Handed message) {
        Row row = row(message.phase);
        row.messages++;
        String id = message.id;
        if (id == null || tenant.messages().find(MessageId.of(id)).isEmpty()) {
            row.lost++;
            violations.add(message.key + " was acknowledged as " + id + " and is not there");
            return;
        }
        MessageTrace trace = tenant.messages().explain(MessageId.of(id)).trace();
        List<Arrival> got = arrivals.getOrDefault(message.key, List.of());
        if (isLost(message, trace.message().status(), got)) {
            row.lost++;
            violations.add(message.key + " is lost; " + got + "\n" + trace.toText());
        }
        if (isDoubled(trace, got)) {
            row.doubled++;
            violations.add(message.key + " is doubled; " + got + "\n" + trace.toText());
        }
        times(message, trace, got, row);
        Optional<Duration> doubt = doubts.ofMessage(id);
        if (doubt.isPresent()) {
            row.doubts++;
            waits.add(doubt.get());
            row.worst = longer(row.worst, doubt.get());
            if (trace.message().status() != MessageStatus.IN_DOUBT
                    && doubt.get().compareTo(SOON) <= 0) {
                row.resolvedSoon++;
            }
        }
    }

    /** In doubt is not lost: somebody is told. Blocked is right for those who texted STOP and for nobody else. */
    private static boolean isLost(Handed message, MessageStatus status, List<Arrival> got) {
        boolean taken = got.stream().anyMatch(Arrival::taken);
        return switch (status) {
            case IN_DOUBT -> false;
            case BLOCKED -> taken || !message.to.texted;
            default -> !GONE_OUT.contains(status) || !taken;
        };
    }

    /** One phone rings once; and every request but the last is known for certain not to have been taken. */
    private static boolean isDoubled(MessageTrace trace, List<Arrival> got) {
        if (got.stream().filter(Arrival::taken).count() > 1
                || got.stream().map(Arrival::attempt).distinct().count() < got.size()) {
            return true;
        }
        Map<String, Attempt> attempts = new HashMap<>();
        trace.attempts().forEach(attempt -> attempts.put(attempt.id().toString(), attempt));
        for (int i = 0; i < got.size(); i++) {
            Attempt attempt = attempts.get(got.get(i).attempt());
            if (attempt == null || (i < got.size() - 1 && !(attempt.outcome() instanceof Outcome.NotSent))) {
                return true;
            }
        }
        return false;
    }

    private void times(Handed message, MessageTrace trace, List<Arrival> got, Row row) {
        Instant stoppedBy = message.to.stoppedBy;
        for (Attempt attempt : trace.attempts()) {
            Optional<Arrival> request = got.stream()
                    .filter(one -> one.attempt().equals(attempt.id().toString()))
                    .findFirst();
            if (stoppedBy != null && attempt.startedAt().isAfter(stoppedBy)) {
                row.afterStop++;
                violations.add(message.key + " had an intent after STOP was answered at " + stoppedBy + "; " + got
                        + "\n" + trace.toText());
            }
            Duration age = request.map(one -> Duration.between(attempt.startedAt(), one.at()))
                    .orElse(Duration.ZERO);
            if (age.compareTo(FRESH.plus(READING)) > 0) {
                row.late++;
                violations.add(
                        message.key + " was written " + age + " after its intent; " + got + "\n" + trace.toText());
            }
        }
    }

    /** {@return one line for each kind of fault, and how long doubts lasted} */
    String table() {
        StringBuilder table = new StringBuilder(String.format(
                Locale.ROOT,
                "%-28s %6s %9s %5s %8s %11s %8s %7s %12s %9s%n",
                "fault",
                "faults",
                "messages",
                "lost",
                "doubled",
                "after STOP",
                "late >2s",
                "doubts",
                "within 60 s",
                "worst"));
        rows.forEach((phase, row) -> table.append(line(phase, row)));
        table.append(line("together", total()));
        List<Duration> sorted = waits.stream().sorted().toList();
        table.append("doubt lasted: p50 ")
                .append(seconds(at(sorted, 0.5)))
                .append(", p90 ")
                .append(seconds(at(sorted, 0.9)))
                .append(", p99 ")
                .append(seconds(at(sorted, 0.99)))
                .append(", longest ")
                .append(seconds(at(sorted, 1)))
                .append(System.lineSeparator());
        return table.toString();
    }

    private static String line(String name, Row row) {
        return String.format(
                Locale.ROOT,
                "%-28s %6d %9d %5d %8d %11d %8d %7d %12s %9s%n",
                name,
                row.faults,
                row.messages,
                row.lost,
                row.doubled,
                row.afterStop,
                row.late,
                row.doubts,
                row.doubts == 0 ? "-" : String.format(Locale.ROOT, "%.1f %%", 100.0 * row.resolvedSoon / row.doubts),
                seconds(row.worst));
    }

    private static Duration at(List<Duration> sorted, double share) {
        return sorted.isEmpty()
                ? Duration.ZERO
                : sorted.get((int) Math.min(sorted.size() - 1, Math.floor(share * sorted.size())));
    }

    private static String seconds(@Nullable Duration time) {
        return time == null ? "-" : String.format(Locale.ROOT, "%.1f s", time.toMillis() / 1000.0);
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) > 0 ? one : other;
    }
}
