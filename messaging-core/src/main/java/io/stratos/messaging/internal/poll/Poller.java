package io.stratos.messaging.internal.poll;

import io.stratos.messaging.delivery.Listening;
import io.stratos.messaging.internal.inbound.Overheard;
import io.stratos.messaging.internal.machine.Machine;
import io.stratos.messaging.internal.tenant.Providers;
import io.stratos.messaging.spi.provider.MessageProvider;
import io.stratos.messaging.spi.store.MessagingStore;
import io.stratos.messaging.spi.store.PollStanding;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the records of the providers that have any, each on a thread of its own, so that one that hangs holds up neither the others
 * nor anything that is sent. Costs nothing where no provider has records. Safe for use by many threads.
 */
public final class Poller implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Poller.class);

    private final MessagingStore store;
    private final @Nullable ExecutorService threads;
    private final List<Reader> readers;
    private volatile List<Listening> standing = List.of();
    private volatile boolean closed;

    /**
     * A poller that has not read anything yet.
     *
     * @param store how far was read
     * @param providers whose records
     * @param overheard keeps what is found
     * @param pace how often
     * @param threads where it reads, one for each provider that {@linkplain #hasRecords has records}; closed with the poller. Null for
     *     the caller's own thread
     * @param machine clocks
     */
    public Poller(
            MessagingStore store,
            Providers providers,
            Overheard overheard,
            Pace pace,
            @Nullable ExecutorService threads,
            Machine machine) {
        this.store = store;
        this.threads = threads;
        this.readers = providers.all().stream()
                .filter(Poller::hasRecords)
                .map(provider -> new Reader(
                        provider.name(),
                        new PollRun(provider, store.polls(), overheard, pace, machine.nanos(), () -> closed)))
                .toList();
    }

    /**
     * Whether there is anything to read.
     *
     * @param provider at which provider
     * @return whether it declares an inbound log or an opt-out list
     */
    public static boolean hasRecords(MessageProvider provider) {
        return provider.capabilities().inboundLog() || provider.capabilities().optOutList();
    }

    /**
     * Begins to read what is due, where nobody is at it.
     *
     * @param somethingDue called when an answer is to be sent
     */
    public void begin(Runnable somethingDue) {
        begun(somethingDue);
    }

    private List<Future<?>> begun(Runnable somethingDue) {
        List<Future<?>> begun = new ArrayList<>();
        readers.forEach(reader -> reader.begin(somethingDue).ifPresent(begun::add));
        return begun;
    }

    /**
     * Begins, and waits until all that is due was read, but not for long; nor for what an earlier call began, so that one that hangs
     * is waited for once.
     *
     * @param somethingDue called when an answer is to be sent
     * @param patience how long to wait
     */
    public void beginAndWait(Runnable somethingDue, Duration patience) {
        long end = System.nanoTime() + patience.toNanos();
        for (Future<?> one : begun(somethingDue)) {
            try {
                one.get(Math.max(0, end - System.nanoTime()), TimeUnit.NANOSECONDS);
            } catch (TimeoutException slow) {
                LOG.warn("providers' records were not read within {}; messages go meanwhile", patience);
                return;
            } catch (InterruptedException stop) {
                Thread.currentThread().interrupt();
                return;
            } catch (ExecutionException failed) {
                LOG.error("reading a provider's records failed", failed);
            }
        }
    }

    /** {@return how far was read, of each account and sort of record, as of the last time this engine read anything} */
    public List<Listening> standing() {
        return standing;
    }

    /**
     * What a standing says of an account.
     *
     * @param one as the store has it
     * @return the same for hosts
     */
    public static Listening listening(PollStanding one) {
        return new Listening(
                one.account(),
                one.inboundLog() ? Listening.By.INBOUND_LOG : Listening.By.OPT_OUT_LIST,
                one.knownUntil(),
                one.problem());
    }

    /** Reads nothing more, and interrupts what is being read; that is read again by whoever is next. */
    @Override
    public void close() {
        closed = true;
        if (threads != null) {
            threads.shutdownNow();
        }
    }

    private void note(boolean readAnything) {
        if (readAnything || standing.isEmpty()) {
            standing = store.polls().furthestBehind().stream()
                    .map(Poller::listening)
                    .toList();
        }
    }

    /** The one who reads a provider's records in this engine. */
    private final class Reader {

        private final String name;
        private final PollRun run;
        private @Nullable FutureTask<Boolean> current;

        Reader(String name, PollRun run) {
            this.name = name;
            this.run = run;
        }

        /** {@return what it begins; empty if it is at it} */
        synchronized Optional<Future<?>> begin(Runnable somethingDue) {
            if (current != null && !current.isDone()) {
                return Optional.empty();
            }
            FutureTask<Boolean> task = new FutureTask<>(() -> read(somethingDue), true);
            current = task;
            if (threads == null) {
                task.run();
                return Optional.of(task);
            }
            try {
                threads.execute(task);
            } catch (RejectedExecutionException closing) {
                return Optional.empty();
            }
            return Optional.of(task);
        }

        private void read(Runnable somethingDue) {
            try {
                note(run.run(somethingDue));
            } catch (RuntimeException failed) {
                if (!closed) {
                    LOG.error("the records of {} could not be read; they are again in a while", name, failed);
                }
            }
        }
    }
}
