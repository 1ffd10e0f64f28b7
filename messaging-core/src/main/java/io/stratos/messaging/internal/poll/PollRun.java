package io.stratos.messaging.internal.poll;

import io.stratos.messaging.internal.inbound.Overheard;
import io.stratos.messaging.spi.provider.MessageProvider;
import io.stratos.messaging.spi.provider.PollRequest;
import io.stratos.messaging.spi.provider.PollResult;
import io.stratos.messaging.spi.store.Poll;
import io.stratos.messaging.spi.store.PollProgress;
import io.stratos.messaging.spi.store.ProviderPolls;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads what is due of one provider's records, one after the other. For one thread at a time. */
final class PollRun {

    private static final Logger LOG = LoggerFactory.getLogger(PollRun.class);

    /** A provider that is down is not asked about each of its numbers. */
    private static final int MOST_FAILURES = 3;

    private static final Duration REST = Duration.ofSeconds(30);
    private static final int LONGEST_PROBLEM = 200;
    private static final int LONGEST_CURSOR = 1000;

    private final MessageProvider provider;
    private final Poll.Records records;
    private final ProviderPolls polls;
    private final Overheard overheard;
    private final Pace pace;
    private final LongSupplier nanos;
    private final BooleanSupplier over;
    private boolean first = true;
    private long enrolled;
    private @Nullable Long restingSince;

    PollRun(
            MessageProvider provider,
            ProviderPolls polls,
            Overheard overheard,
            Pace pace,
            LongSupplier nanos,
            BooleanSupplier over) {
        this.provider = provider;
        this.records = new Poll.Records(
                provider.name(),
                provider.capabilities().inboundLog(),
                provider.capabilities().optOutList());
        this.polls = polls;
        this.overheard = overheard;
        this.pace = pace;
        this.nanos = nanos;
        this.over = over;
    }

    /**
     * Reads until nothing is due.
     *
     * @param somethingDue called when an answer is to be sent
     * @return whether anything was read, or was tried to be
     */
    boolean run(Runnable somethingDue) {
        if (restingSince != null && since(restingSince).compareTo(REST) < 0) {
            return false;
        }
        restingSince = null;
        if (first || since(enrolled).compareTo(pace.every()) >= 0) {
            polls.enroll(records);
            enrolled = nanos.getAsLong();
        }
        long begun = nanos.getAsLong();
        boolean didAnything = false;
        int failures = 0;
        while (!over.getAsBoolean()) {
            Duration early = first ? pace.early(since(begun)) : Duration.ZERO;
            List<Poll> taken = polls.take(records, 1, early, Pace.LEASE);
            if (taken.isEmpty()) {
                first = false;
                return didAnything;
            }
            didAnything = true;
            failures = read(taken.get(0), somethingDue) ? 0 : failures + 1;
            if (failures == MOST_FAILURES) {
                first = false;
                restingSince = nanos.getAsLong();
                return true;
            }
        }
        return didAnything;
    }

    private Duration since(long then) {
        return Duration.ofNanos(nanos.getAsLong() - then);
    }

    private boolean read(Poll poll, Runnable somethingDue) {
        Instant until = until(poll);
        Instant from = from(poll.mark());
        if (!from.isBefore(until)) {
            return done(poll, from.equals(until) ? until : null);
        }
        String cursor = poll.mark().cursor();
        int unkept = 0;
        while (!over.getAsBoolean()) {
            PollResult result = ask(poll, from, until, cursor);
            if (!(result instanceof PollResult.Page page)) {
                return over.getAsBoolean() || failed(poll, (PollResult.Failed) result);
            }
            Overheard.Kept kept = overheard.keep(provider, poll.source(), page.heard());
            unkept += kept.failed();
            if (kept.replied()) {
                somethingDue.run();
            }
            String next = page.next();
            if (next == null) {
                return unkept > 0
                        ? failed(poll, "could not store " + unkept + " of what was found, see the log")
                        : done(poll, until);
            }
            if (next.equals(cursor) || next.length() > LONGEST_CURSOR) {
                return failed(poll, "the next page is " + (next.equals(cursor) ? "the same" : "named too long"));
            }
            cursor = next;
            if (!polls.settle(poll, new PollProgress.Page(until, cursor, Pace.LEASE))) {
                return true;
            }
        }
        return true;
    }

    private Instant until(Poll poll) {
        Instant begun = poll.mark().until();
        return begun != null ? begun : first ? poll.takenAt() : poll.takenAt().minus(Pace.YOUNG);
    }

    private static Instant from(Poll.Mark mark) {
        Instant earliest = Objects.requireNonNullElse(mark.since(), Instant.EPOCH);
        Instant known = mark.knownUntil();
        return known == null || known.minus(Pace.OVERLAP).isBefore(earliest) ? earliest : known.minus(Pace.OVERLAP);
    }

    private PollResult ask(Poll poll, Instant from, Instant until, @Nullable String cursor) {
        PollRequest request = new PollRequest(
                poll.source().account(), poll.source().receiver(), from, until, cursor, Pace.PAGE_WITHIN);
        try {
            return poll.source().receiver() == null ? provider.optOutList(request) : provider.inboundLog(request);
        } catch (RuntimeException broken) {
            LOG.error("provider {} threw while its records were read", provider.name(), broken);
            return PollResult.failed(
                    "the provider adapter threw " + broken.getClass().getSimpleName());
        }
    }

    private boolean done(Poll poll, @Nullable Instant until) {
        if (poll.failures() > 0) {
            LOG.info("{} can be read again", words(poll));
        }
        polls.settle(poll, new PollProgress.Done(until, pace.every()));
        return true;
    }

    private boolean failed(Poll poll, String problem) {
        return failed(poll, new PollResult.Failed(problem, null));
    }

    private boolean failed(Poll poll, PollResult.Failed failure) {
        String reason = failure.reason();
        String problem = reason.length() > LONGEST_PROBLEM ? reason.substring(0, LONGEST_PROBLEM) : reason;
        if (poll.failures() == 0) {
            LOG.warn("{} cannot be read: {}", words(poll), problem);
        }
        polls.settle(poll, new PollProgress.Failed(problem, Pace.afterFailure(poll.failures(), failure.retryAfter())));
        return false;
    }

    private static String words(Poll poll) {
        Poll.Source source = poll.source();
        String account = " of account " + source.account() + " at " + source.provider();
        return source.receiver() == null
                ? "the opt-out list" + account
                : "the inbound log of " + source.receiver().masked() + account;
    }
}
