package io.stratos.messaging.internal.dispatch;

import io.stratos.messaging.delivery.AccountHealth;
import io.stratos.messaging.delivery.Listening;
import io.stratos.messaging.delivery.RetryPolicy;
import io.stratos.messaging.delivery.RunReport;
import io.stratos.messaging.internal.environment.SendingPermit;
import io.stratos.messaging.internal.machine.Machine;
import io.stratos.messaging.internal.poll.Poller;
import io.stratos.messaging.spi.store.Recovered;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.Phaser;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Drives the dispatcher: one thread of its own takes up what is due, the executor's threads write requests.
 *
 * <p>No more is taken up than threads are free, so that an intent is followed by its request at once.
 */
public final class Workers {

    private static final Logger LOG = LoggerFactory.getLogger(Workers.class);
    private static final int LARGEST_PASS = 250;

    private final Dispatcher dispatcher;
    private final Courier courier;
    private final Settler settler;
    private final Underway underway;
    private final Accounts accounts;
    private final Poller poller;
    private final Executor executor;
    private final Handover handover;
    private final int limit;
    private final Semaphore free;
    private final Timing timing;
    private final SendingPermit permit;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition nudged = lock.newCondition();
    private final AtomicBoolean stopping = new AtomicBoolean();
    private volatile boolean hungry;
    private boolean nudge;
    private @Nullable Thread loop;

    /**
     * Workers that have not begun.
     *
     * @param parts what the engine is made of
     * @param retries how often to try
     * @param machine clocks and chance
     * @param publicUrl where providers reach the host's webhook endpoint; null if nowhere
     * @param threads where requests run, and how many at once
     * @param permit whether anything may be sent from this store
     */
    public Workers(
            Parts parts,
            RetryPolicy retries,
            Machine machine,
            @Nullable URI publicUrl,
            Threads threads,
            SendingPermit permit) {
        this.timing = parts.timing();
        this.permit = permit;
        this.courier = new Courier(parts, retries, machine, publicUrl);
        this.dispatcher = new Dispatcher(parts, courier, retries, permit, threads.conditions());
        this.settler = new Settler(parts, this::feed);
        this.underway = new Underway(parts.store(), machine);
        this.poller = threads.poller();
        this.executor = threads.executor();
        this.handover = new Handover(executor);
        this.limit = threads.atOnce();
        this.free = new Semaphore(limit);
        this.accounts = new Accounts(machine, timing.lease(), limit);
    }

    /**
     * Where requests run.
     *
     * @param executor runs them
     * @param atOnce the most at one time
     * @param conditions what asks the host about messages, on threads of its own
     * @param poller what reads providers' records, on threads of its own
     */
    public record Threads(Executor executor, int atOnce, Conditions conditions, Poller poller) {}

    /** Begins; a second call does nothing. */
    public void start() {
        lock.lock();
        try {
            if (loop == null && !stopping.get()) {
                loop = new Thread(this::loop, "messaging-dispatcher");
                loop.setDaemon(true);
                loop.start();
            }
        } finally {
            lock.unlock();
        }
    }

    /** {@return the requests on their way, for whoever waits for them} */
    public Underway underway() {
        return underway;
    }

    /** Says that something may be due now; cheap, from any thread. */
    public void nudge() {
        lock.lock();
        try {
            nudge = true;
            nudged.signal();
        } finally {
            lock.unlock();
        }
    }

    /** {@return the provider accounts whose messages wait at present} */
    public List<AccountHealth> accounts() {
        return accounts.health();
    }

    /** {@return how far providers' records were read, as this engine last saw} */
    public List<Listening> listening() {
        return poller.standing();
    }

    /**
     * Does what is due and returns once nothing is: on the executor's threads, waited for. Safe beside a started engine
     * and beside other nodes; each takes up its own.
     *
     * @return what was done
     * @throws io.stratos.messaging.exception.EnvironmentException if nothing may be sent from this store
     */
    public RunReport runDue() {
        permit.require();
        poller.beginAndWait(this::nudge, Timing.LISTEN_WITHIN);
        long checked = System.nanoTime();
        Dispatcher.Looked looked = dispatcher.recover();
        if (!looked.open().isEmpty()) {
            free.acquireUninterruptibly();
            Pass repeating = new Pass(1 + free.drainPermits());
            repeating.repeat(looked.open());
            repeating.await();
        }
        RunReport total = looked.report();
        RunReport pass;
        do {
            if (isOver(checked)) {
                permit.require();
                checked = System.nanoTime();
            }
            free.acquireUninterruptibly();
            Pass running = new Pass(1 + free.drainPermits());
            pass = running.run();
            feed();
            total = total.plus(pass).plus(running.await());
        } while (pass.claimed() > 0 && !stopping.get());
        return total;
    }

    /**
     * Takes up nothing more, and waits for the requests on their way.
     *
     * @param patience how long to wait
     * @return whether all of them ended in time; what did not comes into doubt when its lease ends
     */
    public boolean stop(Duration patience) {
        stopping.set(true);
        poller.close();
        nudge();
        Optional<Thread> running = running();
        boolean interrupted = Thread.interrupted();
        long end = System.nanoTime() + patience.toNanos();
        try {
            if (running.isPresent()) {
                running.get().join(Math.max(1, patience.toMillis()));
            }
            return free.tryAcquire(limit, Math.max(0, end - System.nanoTime()), TimeUnit.NANOSECONDS);
        } catch (InterruptedException impatient) {
            interrupted = true;
            return false;
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private Optional<Thread> running() {
        lock.lock();
        try {
            return Optional.ofNullable(loop).filter(thread -> thread != Thread.currentThread());
        } finally {
            lock.unlock();
        }
    }

    private void loop() {
        long recovered = System.nanoTime() - timing.recoverEvery().toNanos();
        boolean listened = false;
        while (!stopping.get()) {
            boolean busy = false;
            try {
                if (isOver(recovered)) {
                    // Where the check fails the time is not noted, so that the next pass repeats it.
                    permit.check();
                    recovered = System.nanoTime();
                    if (permit.isGiven()) {
                        listen(listened);
                        listened = true;
                        busy = recover();
                    }
                }
                busy |= permit.isGiven() && pass();
            } catch (RuntimeException failed) {
                LOG.error("a pass over due messages failed; the next follows in {}", Timing.POLL, failed);
            }
            if (!busy) {
                rest();
            }
        }
    }

    /** The first time nothing is sent before what was said meanwhile is known, or a while has passed. */
    private void listen(boolean before) {
        if (before) {
            poller.begin(this::nudge);
        } else {
            poller.beginAndWait(this::nudge, Timing.LISTEN_WITHIN);
        }
    }

    private boolean recover() {
        Dispatcher.Looked looked = dispatcher.recover();
        if (!looked.open().isEmpty()) {
            new Pass(free.drainPermits()).repeat(looked.open());
        }
        return looked.report().didSomething();
    }

    private boolean isOver(long since) {
        return System.nanoTime() - since >= timing.recoverEvery().toNanos();
    }

    private boolean pass() {
        // Before the room is looked at, so that none that is given back meanwhile goes unnoticed until the next poll.
        hungry = true;
        int permits = free.drainPermits();
        if (permits == 0) {
            return false;
        }
        Pass pass = new Pass(permits);
        boolean found = pass.run().claimed() > 0;
        hungry = pass.lackedRoom;
        return found;
    }

    /** Once for each batch of outcomes, so that what then is taken up is a batch as well. */
    private void feed() {
        if (hungry) {
            nudge();
        }
    }

    /** One pass and the permits it holds: each request gives one back when its outcome is written. */
    private final class Pass {

        private final int permits;
        private final AtomicInteger carried = new AtomicInteger();
        private final Phaser onTheirWay = new Phaser(1);
        private final Queue<RunReport> aside = new ConcurrentLinkedQueue<>();
        private boolean lackedRoom;

        /** Whether it still holds the permits that nobody uses. */
        private volatile boolean open = true;

        Pass(int permits) {
            this.permits = permits;
        }

        RunReport run() {
            try (Accounts.Round round = accounts.round(permits)) {
                RunReport report = dispatcher.dispatch(LARGEST_PASS, round, this::carry, this::setAside);
                lackedRoom = round.lackedRoom();
                return report;
            } finally {
                close();
            }
        }

        void repeat(List<Recovered.Doubt> open) {
            try (Accounts.Round round = accounts.round(permits)) {
                dispatcher.repeat(open, round, this::carry);
            } finally {
                close();
            }
        }

        private void close() {
            open = false;
            free.release(permits - carried.get());
        }

        /** Waits for all that was begun; {@return what came of messages about which the host had to be asked} */
        RunReport await() {
            onTheirWay.arriveAndAwaitAdvance();
            return aside.stream().reduce(RunReport.nothing(), RunReport::plus);
        }

        /** Whoever waits for the host holds a permit, so that the request can follow at once. */
        private void setAside(Dispatcher.Held held) {
            carried.incrementAndGet();
            onTheirWay.register();
            try {
                executor.execute(() -> decide(held));
            } catch (RejectedExecutionException full) {
                LOG.warn("the executor is full; asking the host on the dispatcher's own thread");
                decide(held);
            }
        }

        private void decide(Dispatcher.Held held) {
            List<Errand> errands = new ArrayList<>();
            // Asked on the thread of the pass itself, the pass still holds what is free: bulk would never find room.
            int idle = open ? permits - carried.get() : 0;
            try (Accounts.Round round = accounts.round(1 + idle + free.availablePermits())) {
                aside.add(held.decide(round, errand -> {
                    underway.begun(errand);
                    errands.add(errand);
                }));
            } catch (RuntimeException failed) {
                LOG.error("a message could not be decided about; it is taken up again when its lease ends", failed);
            } finally {
                if (errands.isEmpty()) {
                    over(held.message().handling().isInOrder());
                }
            }
            errands.forEach(this::deliver);
        }

        private void carry(Errand errand) {
            carried.incrementAndGet();
            onTheirWay.register();
            underway.begun(errand);
            handover.execute(() -> deliver(errand));
        }

        /** Even an error must give the permit back; the attempt then comes into doubt when its lease ends. */
        private void deliver(Errand errand) {
            boolean handedOn = false;
            try {
                underway.carried(errand.attempt());
                Courier.Done done = courier.run(errand);
                underway.answered(errand.attempt());
                handedOn = true;
                settler.settle(new Settler.Waiting(errand, done, () -> written(errand)));
            } finally {
                if (!handedOn) {
                    written(errand);
                    feed();
                }
            }
        }

        private void written(Errand errand) {
            underway.written(errand.attempt());
            errand.ticket().back();
            over(errand.claim().progress().unit() + 1 < errand.plan().unitCount()
                    || errand.claim().message().handling().isInOrder());
        }

        private void over(boolean letsAnotherGo) {
            free.release();
            onTheirWay.arriveAndDeregister();
            if (letsAnotherGo) {
                nudge();
            }
        }
    }

    private void rest() {
        lock.lock();
        try {
            long left = Timing.POLL.toNanos();
            while (!nudge && left > 0) {
                left = nudged.awaitNanos(left);
            }
            nudge = false;
        } catch (InterruptedException stop) {
            stopping.set(true);
        } finally {
            lock.unlock();
        }
    }
}
