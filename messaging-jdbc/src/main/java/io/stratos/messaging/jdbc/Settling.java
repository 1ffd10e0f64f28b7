package io.stratos.messaging.jdbc;

import io.stratos.messaging.delivery.Outcome;
import io.stratos.messaging.id.AttemptId;
import io.stratos.messaging.message.MessageStatus;
import io.stratos.messaging.spi.store.SettleResult;
import io.stratos.messaging.spi.store.Settlement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Writes what came of attempts, see {@link io.stratos.messaging.spi.store.MessagingStore#settle}. */
final class Settling {

    private static final String WHAT = "settle attempts";

    private final Sql sql;
    private final Workbench bench;

    private Settling(Sql sql, Workbench bench) {
        this.sql = sql;
        this.bench = bench;
    }

    /** What providers took, which is nearly all, by one statement; the rest, if there is any, in a transaction of its own. */
    static List<SettleResult> settle(Database database, List<Settlement> settlements) {
        if (settlements.isEmpty()) {
            return List.of();
        }
        BitSet applied = database.dialect().writesTogether()
                ? database.write(WHAT, sql -> Accepted.settle(sql, settlements))
                : new BitSet();
        List<Settlement> rest = new ArrayList<>();
        for (int i = applied.nextClearBit(0); i < settlements.size(); i = applied.nextClearBit(i + 1)) {
            rest.add(settlements.get(i));
        }
        Iterator<SettleResult> others = rest.isEmpty()
                ? Collections.emptyIterator()
                : database.write(WHAT, sql -> settle(sql, rest)).iterator();
        return IntStream.range(0, settlements.size())
                .mapToObj(i -> applied.get(i) ? SettleResult.APPLIED : others.next())
                .toList();
    }

    private static List<SettleResult> settle(Sql sql, List<Settlement> settlements) {
        List<Key> keys = settlements.stream().map(s -> Key.of(s.token())).toList();
        return new Settling(sql, Workbench.lock(sql, keys)).all(settlements);
    }

    private List<SettleResult> all(List<Settlement> settlements) {
        List<SettleResult> results = new ArrayList<>(settlements.size());
        NavigableMap<ProviderId, ProviderId.Owner> brought = new TreeMap<>();
        for (Settlement settlement : settlements) {
            results.add(one(settlement, brought));
        }
        ProviderIds.bring(sql, bench, brought);
        bench.writeBack();
        return results;
    }

    private SettleResult one(Settlement settlement, NavigableMap<ProviderId, ProviderId.Owner> brought) {
        Key key = Key.of(settlement.token());
        AttemptRow attempt = bench.attempt(key, settlement.attempt());
        if (attempt == null) {
            return SettleResult.RECORDED;
        }
        DispatchRow row = bench.dispatch(key);
        boolean held = row != null && row.isHeld(settlement.token().token(), settlement.attempt());
        Outcome outcome = held ? settlement.outcome() : certain(settlement.outcome(), attempt);
        boolean evidence = !held && row != null && isNews(row, settlement.attempt(), outcome);
        attempt.settle(outcome);
        if (outcome instanceof Outcome.Accepted accepted) {
            attempt.identify(accepted.providerMessageId());
            brought.put(
                    new ProviderId(attempt.route().provider(), attempt.route().account(), accepted.providerMessageId()),
                    new ProviderId.Owner(key, settlement.attempt()));
        }
        if (row == null || !(held || evidence)) {
            return SettleResult.RECORDED;
        }
        bench.follow(key);
        if (held) {
            follow(row, attempt, settlement.next());
            return SettleResult.APPLIED;
        }
        resolve(row, attempt, outcome);
        return SettleResult.EVIDENCE;
    }

    /** That one of several requests did not arrive says nothing about the others. */
    private static Outcome certain(Outcome outcome, AttemptRow attempt) {
        return attempt.isRepeated() && !(outcome instanceof Outcome.Accepted)
                ? new Outcome.InDoubt("one of its requests came to nothing, and it was repeated")
                : outcome;
    }

    private static boolean isNews(DispatchRow row, AttemptId attempt, Outcome outcome) {
        return row.isInDoubt(attempt)
                ? !(outcome instanceof Outcome.InDoubt)
                : outcome instanceof Outcome.Accepted && row.awaitsResend(attempt);
    }

    private void follow(DispatchRow row, AttemptRow attempt, Settlement.Next next) {
        Instant now = bench.now();
        if (next instanceof Settlement.Next.Advance) {
            row.advance(now);
        } else if (next instanceof Settlement.Next.Retry retry) {
            retry(row, attempt, retry.after());
        } else if (next instanceof Settlement.Next.Reconcile reconcile) {
            doubt(row, now.plus(reconcile.after()));
        } else if (next instanceof Settlement.Next.Park) {
            doubt(row, null);
        } else if (next instanceof Settlement.Next.End end) {
            row.end();
            raise(row.key(), end.status());
        }
    }

    /** One unit in doubt puts the message in doubt, even while later units have not left. */
    private void doubt(DispatchRow row, @Nullable Instant lookAt) {
        row.doubt(lookAt);
        raise(row.key(), MessageStatus.IN_DOUBT);
    }

    private void retry(DispatchRow row, AttemptRow attempt, Duration after) {
        if (after.isZero() && row.isInDoubt(attempt.id())) {
            row.again(attempt.startedAt(), bench.now());
        } else {
            row.await(bench.now().plus(after));
        }
    }

    private void resolve(DispatchRow row, AttemptRow attempt, Outcome certain) {
        if (certain instanceof Outcome.Accepted) {
            row.advance(bench.now());
        } else if (certain instanceof Outcome.Refused) {
            row.end();
            raise(row.key(), MessageStatus.FAILED);
        } else {
            retry(row, attempt, Duration.ZERO);
        }
    }

    private void raise(Key key, MessageStatus status) {
        ProgressRow message = bench.message(key);
        if (message != null) {
            message.raise(status, bench.now());
        }
    }
}
