package io.stratos.messaging.jdbc;

import io.stratos.messaging.id.AttemptId;
import io.stratos.messaging.spi.store.AddressRecord;
import io.stratos.messaging.spi.store.Claim;
import io.stratos.messaging.spi.store.ClaimToken;
import io.stratos.messaging.spi.store.Intent;
import io.stratos.messaging.spi.store.IntentDecision;
import io.stratos.messaging.spi.store.IntentResult;
import io.stratos.messaging.spi.store.SendGate;
import io.stratos.messaging.spi.store.Taking;
import io.stratos.messaging.spi.store.Tallies;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks the gate under the recipients' locks and writes what it said. */
final class Intents {

    private static final Logger LOG = LoggerFactory.getLogger(Intents.class);

    private final Sql sql;
    private final Duration lease;
    private final SendGate gate;
    private final Map<Key, DispatchRow> rows = new LinkedHashMap<>();
    private final Map<Key, Instant> readAt = new HashMap<>();
    private final List<AttemptRow> attempts = new ArrayList<>();
    private final List<Stopping> stopping = new ArrayList<>();
    private final List<Decisions.Entry> decisions = new ArrayList<>();

    private Intents(Sql sql, Duration lease, SendGate gate) {
        this.sql = sql;
        this.lease = lease;
        this.gate = gate;
    }

    /** See {@link io.stratos.messaging.spi.store.MessagingStore#take}. */
    static List<IntentResult> take(Sql sql, Taking what, Turns turns, Supplier<AttemptId> ids, SendGate gate) {
        Duration lease = what.lease();
        Intents intents = new Intents(sql, lease, gate);
        List<IntentResult> results = new ArrayList<>();
        for (Due due : Due.lock(sql, what, turns)) {
            DispatchRow row = due.row();
            Instant since = Objects.requireNonNull(row.since());
            Claim claim = new Claim(row.nextToken(), due.message(), row.progress(), since);
            IntentDecision decision = gate.decide(claim, due.recipient());
            if (!(decision instanceof IntentDecision.Leave)) {
                row.claim(due.recipient().readAt().plus(lease));
                intents.rows.put(row.key(), row);
                results.add(intents.noted(new Intent(claim, ids.get()), due.recipient(), decision));
            }
        }
        Disclosures disclosures = Disclosures.lock(sql, results);
        results.replaceAll(disclosures::turn);
        results.removeIf(intents::left);
        return intents.apply(results, disclosures);
    }

    /** See {@link io.stratos.messaging.spi.store.MessagingStore#intent}. */
    static List<IntentResult> intent(Sql sql, List<Intent> intents, Duration lease, SendGate gate) {
        return intents.isEmpty() ? List.of() : new Intents(sql, lease, gate).all(intents);
    }

    private List<IntentResult> all(List<Intent> intents) {
        TreeSet<Addresses.Place> places = new TreeSet<>();
        TreeSet<Key> keys = new TreeSet<>();
        for (Intent intent : intents) {
            places.add(place(intent));
            keys.add(Key.of(intent.claim().token()));
        }
        Addresses.lockShared(sql, places);
        // A host may hold a row for long, to cancel it; everybody else's messages must not wait for that.
        DispatchRow.lockFree(sql, keys).forEach(row -> rows.put(row.key(), row));
        // Read by a statement that began after the locks were held: one that waited still sees what was before.
        Map<Addresses.Place, AddressRecord> records = Addresses.read(sql, places);
        List<IntentResult> results = new ArrayList<>(intents.size());
        for (Intent intent : intents) {
            results.add(decide(intent, records.get(place(intent))));
        }
        Disclosures disclosures = Disclosures.lock(sql, results);
        results.replaceAll(disclosures::turn);
        return apply(results, disclosures);
    }

    /** A row that was not taken before is as it was. */
    private boolean left(IntentResult result) {
        boolean left = result.decision() instanceof IntentDecision.Leave;
        if (left) {
            rows.remove(Key.of(result.intent().claim().token()));
        }
        return left;
    }

    static Addresses.Place place(Intent intent) {
        return new Addresses.Place(
                intent.claim().token().tenant(), intent.claim().message().contactAddress());
    }

    private IntentResult decide(Intent intent, @Nullable AddressRecord recipient) {
        ClaimToken token = intent.claim().token();
        DispatchRow row = rows.get(Key.of(token));
        if (row == null || !row.isClaimed(token)) {
            return new IntentResult(intent, null);
        }
        if (recipient == null) {
            LOG.error(
                    "message {} of tenant {} has a recipient without an address row; it cannot be sent",
                    token.message(),
                    token.tenant());
            return new IntentResult(intent, null);
        }
        return noted(intent, recipient, gate.decide(intent.claim(), recipient));
    }

    private IntentResult noted(Intent intent, AddressRecord recipient, IntentDecision decision) {
        readAt.put(Key.of(intent.claim().token()), recipient.readAt());
        return new IntentResult(intent, decision);
    }

    /** Lets one late message of each contact go, grants what the whole batch draws on limits, and writes what came of it. */
    private List<IntentResult> apply(List<IntentResult> asked, Disclosures disclosures) {
        CatchUps late = CatchUps.lock(sql, asked);
        List<IntentResult> turned = asked.stream()
                .map(result -> late.turn(
                        result, readAt.get(Key.of(result.intent().claim().token()))))
                .toList();
        Tallies tallies = TallyRows.lock(sql, turned);
        List<IntentResult> results = turned;
        if (tallies != null) {
            results = turned.stream()
                    .map(result -> late.owing(tallies.grant(gate, result)))
                    .toList();
            readAt.replaceAll((key, at) -> tallies.now());
        }
        results.forEach(result -> apply(result.intent(), result.decision()));
        disclosures.note(results);
        write(late, disclosures, tallies);
        return results;
    }

    private void apply(Intent intent, @Nullable IntentDecision decision) {
        Key key = Key.of(intent.claim().token());
        DispatchRow row = rows.get(key);
        Instant now = readAt.get(key);
        if (row == null || now == null) {
            return;
        }
        if (decision instanceof IntentDecision.Proceed proceed) {
            row.send(intent.attempt(), proceed, now.plus(lease));
            attempts.add(AttemptRow.begun(row.key(), intent, proceed, now));
        } else if (decision instanceof IntentDecision.Defer defer) {
            row.waits(defer.waitsFor(), defer.until(), defer.owed());
            keep(intent, defer);
        } else if (decision instanceof IntentDecision.Leave) {
            row.giveBack(now);
        } else if (decision instanceof IntentDecision.Stop stop) {
            row.end();
            stopping.add(new Stopping(row, stop));
            keep(intent, stop);
        }
    }

    private void keep(Intent intent, IntentDecision.Decided decided) {
        ClaimToken token = intent.claim().token();
        decisions.add(new Decisions.Entry(Key.of(token), token.token(), decided.decision()));
    }

    private void write(CatchUps late, Disclosures disclosures, @Nullable Tallies tallies) {
        Writes writes = new Writes(sql);
        // Before the dispatch rows are written: both read messages under the rows' locks.
        if (!stopping.isEmpty()) {
            Map<Key, Stopping> stops = new HashMap<>();
            stopping.forEach(stop -> stops.put(stop.row.key(), stop));
            Instant now = sql.now();
            List<ProgressRow> messages = ProgressRow.of(sql, stops.keySet());
            messages.forEach(message -> {
                Stopping stop = stops.get(message.key());
                if (stop != null) {
                    message.raise(stop.decision.status(), now);
                }
            });
            ProgressRow.write(writes, messages);
        }
        late.write(writes);
        disclosures.write(writes);
        AttemptRow.insert(writes, attempts);
        DispatchRow.write(writes, rows.values());
        Decisions.insert(writes, decisions);
        TallyRows.write(writes, tallies);
        writes.run();
    }

    private record Stopping(DispatchRow row, IntentDecision.Stop decision) {}
}
