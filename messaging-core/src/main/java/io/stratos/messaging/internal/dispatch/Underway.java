package io.stratos.messaging.internal.dispatch;

import io.stratos.messaging.contact.Address;
import io.stratos.messaging.exception.StoreException;
import io.stratos.messaging.id.AttemptId;
import io.stratos.messaging.id.TenantId;
import io.stratos.messaging.internal.machine.Machine;
import io.stratos.messaging.spi.store.MessagingStore;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The requests on their way, for whoever wants to answer a STOP only after the last of them. Which those are is read
 * from the store, once; of this node's own it is known when they were answered, and others are looked at again a few
 * times. Costs two entries in a map for each request, and one read for each STOP where none is on its way.
 */
public final class Underway {

    private static final Logger LOG = LoggerFactory.getLogger(Underway.class);
    private static final long LONGEST = Duration.ofSeconds(1).toNanos();
    private static final long POLL = Duration.ofMillis(200).toNanos();

    private final MessagingStore store;
    private final Machine machine;
    private final Map<AttemptId, Request> here = new ConcurrentHashMap<>();
    private final AtomicInteger waiting = new AtomicInteger();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();

    Underway(MessagingStore store, Machine machine) {
        this.store = store;
        this.machine = machine;
    }

    /** A request of this node. Written by its worker, read by whoever waits. */
    private static final class Request {
        private volatile @Nullable Thread carrier;
        private volatile boolean answered;
        private final @Nullable Errand repetition;

        Request(Errand errand) {
            this.repetition = errand.repeats() == null ? null : errand;
        }

        boolean repeatsTo(TenantId tenant, Address contact) {
            return repetition != null
                    && repetition.claim().message().tenant().equals(tenant)
                    && repetition.claim().message().contactAddress().equals(contact);
        }
    }

    /** Its intent is committed; it is handed to a worker. */
    void begun(Errand errand) {
        here.put(errand.attempt(), new Request(errand));
    }

    /** The calling thread is about to write it. */
    void carried(AttemptId attempt) {
        Request request = here.get(attempt);
        if (request != null) {
            request.carrier = Thread.currentThread();
        }
    }

    /** What came of it is known here, and not in the store yet. */
    void answered(AttemptId attempt) {
        Request request = here.get(attempt);
        if (request != null) {
            request.answered = true;
            wake();
        }
    }

    /** What came of it is in the store, or was given up. */
    void written(AttemptId attempt) {
        here.remove(attempt);
        wake();
    }

    private void wake() {
        if (waiting.get() == 0) {
            return;
        }
        lock.lock();
        try {
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Notes the requests to a contact that are on their way at this moment: after an opt-out has committed, all that can
     * still reach them. Later ones, such as the confirmation, are not waited for.
     *
     * @param tenant whose requests
     * @param contact whom they go to
     * @return waits until all of them were answered, or, at most, until a second after this call; holds no transaction
     */
    public Runnable noted(TenantId tenant, Address contact) {
        long end = machine.nanos().getAsLong() + LONGEST;
        Set<AttemptId> left = read(tenant, contact);
        return left.isEmpty() ? () -> {} : () -> await(new Wait(tenant, contact, left, end));
    }

    /** A store that cannot be read must not keep the answer back: the STOP is stored, and that is what is answered. */
    private Set<AttemptId> read(TenantId tenant, Address contact) {
        try {
            Set<AttemptId> found = new HashSet<>(store.session().underway(tenant, contact));
            // What is repeated is in doubt in the store, as it was before; only who repeats it knows.
            here.forEach((attempt, request) -> {
                if (request.repeatsTo(tenant, contact)) {
                    found.add(attempt);
                }
            });
            return found;
        } catch (StoreException failed) {
            LOG.warn("requests on their way could not be read; a STOP in force is answered without waiting", failed);
            return Set.of();
        }
    }

    private void await(Wait wait) {
        waiting.incrementAndGet();
        try {
            if (!wait.isOver()) {
                LOG.info(
                        "a STOP of a contact of {} is in force and was answered while {} requests to them were on their"
                                + " way: {}",
                        wait.tenant,
                        wait.left.size(),
                        wait.left);
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        } finally {
            waiting.decrementAndGet();
        }
    }

    /** One thread's wait for some requests. */
    private final class Wait {

        private final TenantId tenant;
        private final Address contact;
        private final Set<AttemptId> left;
        private final Set<AttemptId> seenHere = new HashSet<>();
        private final long end;

        Wait(TenantId tenant, Address contact, Set<AttemptId> left, long end) {
            this.tenant = tenant;
            this.contact = contact;
            this.left = left;
            this.end = end;
        }

        boolean isOver() throws InterruptedException {
            while (true) {
                long now = machine.nanos().getAsLong();
                if (!awaitUntil(now + POLL) || left.isEmpty() || machine.nanos().getAsLong() - end >= 0) {
                    return left.isEmpty();
                }
                left.retainAll(read(tenant, contact));
            }
        }

        /** Until none is left, or until the next look where some are on other nodes. False if nobody waits here. */
        private boolean awaitUntil(long nextLook) throws InterruptedException {
            lock.lock();
            try {
                while (isAnyLeft()) {
                    long until = here.keySet().containsAll(left) || nextLook - end > 0 ? end : nextLook;
                    long nanos = until - machine.nanos().getAsLong();
                    if (nanos <= 0) {
                        return true;
                    }
                    if (!machine.patience().await(changed, nanos)) {
                        return false;
                    }
                }
                return true;
            } finally {
                lock.unlock();
            }
        }

        private boolean isAnyLeft() {
            left.removeIf(attempt -> {
                Request request = here.get(attempt);
                if (request == null) {
                    return seenHere.contains(attempt);
                }
                seenHere.add(attempt);
                // A thread that carries a request cannot wait for it.
                return request.answered || request.carrier == Thread.currentThread();
            });
            return !left.isEmpty();
        }
    }
}
