package io.stratos.messaging.jdbc;

import io.stratos.messaging.id.AttemptId;
import io.stratos.messaging.spi.store.AddressRecord;
import io.stratos.messaging.spi.store.Claim;
import io.stratos.messaging.spi.store.ClaimToken;
import io.stratos.messaging.spi.store.Intent;
import io.stratos.messaging.spi.store.IntentDecision;
import io.stratos.messaging.spi.store.IntentResult;
import io.stratos.messaging.spi.store.SendGate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Permits requests in doubt to be repeated, see {@link io.stratos.messaging.spi.store.MessagingStore#repeat}. */
final class Repeating {

    private final Duration lease;
    private final SendGate gate;
    private final Map<Key, DispatchRow> rows = new HashMap<>();
    private final Map<AttemptId, AttemptRow> attempts = new HashMap<>();
    private final List<Decisions.Entry> decisions = new ArrayList<>();

    private Repeating(Duration lease, SendGate gate) {
        this.lease = lease;
        this.gate = gate;
    }

    static List<IntentResult> repeat(Sql sql, List<Intent> doubts, Duration lease, SendGate gate) {
        return new Repeating(lease, gate).all(sql, doubts);
    }

    private List<IntentResult> all(Sql sql, List<Intent> doubts) {
        TreeSet<Addresses.Place> places = new TreeSet<>();
        TreeSet<Key> keys = new TreeSet<>();
        for (Intent doubt : doubts) {
            places.add(place(doubt));
            keys.add(Key.of(doubt.claim().token()));
        }
        Addresses.lockShared(sql, places);
        DispatchRow.lockFree(sql, keys).forEach(row -> rows.put(row.key(), row));
        // Both are read by statements that began after the locks were held.
        Map<Addresses.Place, AddressRecord> records = Addresses.read(sql, places);
        AttemptRow.of(sql, rows.keySet()).forEach(attempt -> attempts.put(attempt.id(), attempt));
        List<IntentResult> results = new ArrayList<>(doubts.size());
        for (Intent doubt : doubts) {
            results.add(one(doubt, records.get(place(doubt))));
        }
        Writes writes = new Writes(sql);
        AttemptRow.writeRepeated(writes, attempts.values());
        DispatchRow.write(writes, rows.values());
        Decisions.insert(writes, decisions);
        writes.run();
        return results;
    }

    private static Addresses.Place place(Intent doubt) {
        return new Addresses.Place(
                doubt.claim().token().tenant(), doubt.claim().message().contactAddress());
    }

    private IntentResult one(Intent doubt, @Nullable AddressRecord recipient) {
        ClaimToken token = doubt.claim().token();
        DispatchRow row = rows.get(Key.of(token));
        AttemptRow attempt = attempts.get(doubt.attempt());
        if (row == null || attempt == null || recipient == null) {
            return new IntentResult(doubt, null);
        }
        if (!row.isInDoubt(doubt.attempt()) || row.token() != token.token()) {
            return new IntentResult(doubt, null);
        }
        IntentDecision decision = gate.decide(doubt.claim(), recipient);
        if (!(decision instanceof IntentDecision.Proceed proceed)) {
            return new IntentResult(doubt, decision);
        }
        row.doubt(recipient.readAt().plus(lease));
        attempt.repeat(recipient.readAt());
        decisions.add(new Decisions.Entry(row.key(), token.token(), proceed.decision()));
        ClaimToken next = new ClaimToken(token.tenant(), token.message(), row.raiseToken());
        Claim claim = new Claim(
                next,
                doubt.claim().message(),
                doubt.claim().progress(),
                doubt.claim().due());
        return new IntentResult(new Intent(claim, doubt.attempt()), proceed);
    }
}
