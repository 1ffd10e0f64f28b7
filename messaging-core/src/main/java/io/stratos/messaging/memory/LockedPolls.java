package io.stratos.messaging.memory;

import io.stratos.messaging.contact.Address;
import io.stratos.messaging.routing.ProviderAccount;
import io.stratos.messaging.spi.store.Poll;
import io.stratos.messaging.spi.store.PollProgress;
import io.stratos.messaging.spi.store.PollStanding;
import io.stratos.messaging.spi.store.ProviderPolls;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** How far providers' records were read, behind the store's lock. */
final class LockedPolls implements ProviderPolls {

    private static final Pattern NUMBER = Pattern.compile("\\+?[0-9]+");

    private final ReentrantLock lock;
    private final Clock clock;
    private final Tenants tenants;
    private final Map<Poll.Source, Row> rows = new LinkedHashMap<>();

    LockedPolls(ReentrantLock lock, Clock clock, Tenants tenants) {
        this.lock = lock;
        this.clock = clock;
        this.tenants = tenants;
    }

    private static final class Row {

        private final @Nullable Instant since;
        private @Nullable Instant knownUntil;
        private @Nullable Instant until;
        private @Nullable String cursor;
        private Instant due;
        private @Nullable Instant leased;
        private long token;
        private int failures;
        private @Nullable String problem;

        Row(@Nullable Instant since, Instant due) {
            this.since = since;
            this.due = due;
        }

        boolean isDue(Instant now, Duration early) {
            return !due.isAfter(failures == 0 ? now.plus(early) : now) && (leased == null || !leased.isAfter(now));
        }

        void settle(PollProgress progress, Instant now) {
            if (progress instanceof PollProgress.Page page) {
                until = page.until();
                cursor = page.cursor();
                leased = now.plus(page.lease());
                return;
            }
            until = null;
            cursor = null;
            leased = null;
            if (progress instanceof PollProgress.Done done) {
                if (done.knownUntil() != null
                        && (knownUntil == null || done.knownUntil().isAfter(knownUntil))) {
                    knownUntil = done.knownUntil();
                }
                failures = 0;
                problem = null;
                due = now.plus(done.next());
            } else if (progress instanceof PollProgress.Failed failed) {
                failures++;
                problem = failed.problem();
                due = now.plus(failed.next());
            }
        }
    }

    @Override
    public void enroll(Poll.Records records) {
        locked(() -> {
            Instant now = clock.instant();
            for (Poll.Source source : known()) {
                if (isOf(source, records)) {
                    rows.computeIfAbsent(source, one -> new Row(one.receiver() == null ? null : now, now));
                }
            }
            return rows;
        });
    }

    /** What the senders in the directory stand for. */
    private Set<Poll.Source> known() {
        Set<Poll.Source> known = new HashSet<>();
        tenants.forEachSender((sender, tenant) -> {
            known.add(new Poll.Source(sender.provider(), sender.account(), null, null));
            if (NUMBER.matcher(sender.address().value()).matches()) {
                known.add(new Poll.Source(sender.provider(), sender.account(), sender.address(), tenant));
            }
        });
        return known;
    }

    private static boolean isOf(Poll.Source source, Poll.Records records) {
        return source.provider().equals(records.provider())
                && (source.receiver() == null ? records.optOutList() : records.inboundLog());
    }

    @Override
    public List<Poll> take(Poll.Records records, int limit, Duration early, Duration lease) {
        return locked(() -> {
            Instant now = clock.instant();
            Set<Poll.Source> known = known();
            List<Map.Entry<Poll.Source, Row>> due = rows.entrySet().stream()
                    .filter(entry -> isOf(entry.getKey(), records)
                            && known.contains(entry.getKey())
                            && entry.getValue().isDue(now, early))
                    .sorted(Comparator.comparing(entry -> entry.getValue().due))
                    .limit(limit)
                    .toList();
            List<Poll> taken = new ArrayList<>();
            for (Map.Entry<Poll.Source, Row> entry : due) {
                Row row = entry.getValue();
                row.token++;
                row.leased = now.plus(lease);
                taken.add(new Poll(
                        entry.getKey(),
                        row.token,
                        now,
                        new Poll.Mark(row.since, row.knownUntil, row.until, row.cursor),
                        row.failures));
            }
            return taken;
        });
    }

    @Override
    public boolean settle(Poll poll, PollProgress progress) {
        return locked(() -> {
            Row row = rows.get(poll.source());
            boolean ours = row != null && row.token == poll.token();
            if (row != null && ours) {
                row.settle(progress, clock.instant());
            }
            return ours;
        });
    }

    @Override
    public List<PollStanding> standings(Collection<ProviderAccount> accounts) {
        return locked(() -> standings().stream()
                .filter(standing -> accounts.contains(standing.account()))
                .toList());
    }

    private List<PollStanding> standings() {
        Set<Poll.Source> known = known();
        List<PollStanding> standings = new ArrayList<>();
        rows.forEach((source, row) -> {
            if (known.contains(source)) {
                Address receiver = source.receiver();
                standings.add(new PollStanding(
                        new ProviderAccount(source.provider(), source.account()),
                        receiver == null ? null : receiver.value(),
                        receiver != null,
                        row.knownUntil,
                        row.problem));
            }
        });
        return standings;
    }

    @Override
    public List<PollStanding> furthestBehind() {
        record Group(ProviderAccount account, boolean inboundLog) {}
        return locked(() -> {
            Map<Group, PollStanding> worst = new HashMap<>();
            for (PollStanding one : standings()) {
                worst.merge(
                        new Group(one.account(), one.inboundLog()),
                        new PollStanding(one.account(), null, one.inboundLog(), one.knownUntil(), one.problem()),
                        LockedPolls::worse);
            }
            return List.copyOf(worst.values());
        });
    }

    private static PollStanding worse(PollStanding one, PollStanding other) {
        Instant until = one.knownUntil() == null || other.knownUntil() == null
                ? null
                : one.knownUntil().isBefore(other.knownUntil()) ? one.knownUntil() : other.knownUntil();
        String problem = one.problem() == null ? other.problem() : one.problem();
        return new PollStanding(one.account(), null, one.inboundLog(), until, problem);
    }

    private <T> T locked(Supplier<T> work) {
        lock.lock();
        try {
            return work.get();
        } finally {
            lock.unlock();
        }
    }
}
